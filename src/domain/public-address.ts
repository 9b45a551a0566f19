import { BlockList, isIP } from 'node:net'

/** Networks that a request on somebody else's behalf must not reach: our own, and those that are no hosts. */
// Two lists: in one, the mapped IPv6 network would close every IPv4 address.
const CLOSED_V4 = new BlockList()
const CLOSED_V6 = new BlockList()
const V4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
// Addresses that carry an IPv4 one (mapped, translated, tunnelled) are all refused: nobody needs them here.
const V6: readonly [string, number][] = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]
for (const [net, prefix] of V4) CLOSED_V4.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of V6) CLOSED_V6.addSubnet(net, prefix, 'ipv6')

/** True for an IP address of the public internet; false for anything else. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !CLOSED_V4.check(address, 'ipv4')
  return family === 6 && !CLOSED_V6.check(address, 'ipv6')
}

/**
 * Error text for an address to post to; null when it may be used. Names are resolved only when
 * it is used, so the addresses behind them must be checked then.
 */
export function webhookUrlProblem(url: string, options: { readonly allowPrivate: boolean }): string | null {
  if (!URL.canParse(url)) return 'is not an address such as https://example.com/alerts'
  const { protocol, username, password, hostname } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return 'has to begin with https:// or http://'
  if (username || password) return 'has to be without user and password'
  if (options.allowPrivate) return null
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const local = host === 'localhost' || /\.(localhost|local|internal|home\.arpa)$/.test(host)
  if (local || (isIP(host) !== 0 && !isPublicAddress(host)))
    return 'has to be an address in the public internet'
  return null
}
