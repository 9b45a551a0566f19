import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/** Forwarding proxies in front of the gateway that we trust; each adds one address to X-Forwarded-For. */
export type AddressOf = (req: IncomingMessage) => string

/**
 * Who asks, as limits per address count them. What a client writes into X-Forwarded-For itself is left of what our
 * proxies add, and is not read.
 * @param proxies how many proxies of ours a request passes; 0: the address of the connection counts
 * @param onForwarded called once, when a request was forwarded although no proxy is trusted
 */
export function addressOf(proxies: number, onForwarded: () => void = () => {}): AddressOf {
  let told = proxies > 0
  return (req) => {
    const direct = req.socket.remoteAddress ?? 'unknown'
    if (!told && req.headers['x-forwarded-for'] !== undefined) {
      told = true
      onForwarded()
    }
    if (proxies === 0) return groupOf(direct)
    const header = req.headers['x-forwarded-for']
    const hops = (Array.isArray(header) ? header.join(',') : (header ?? ''))
      .split(',')
      .map((hop) => hop.trim())
    return groupOf(hops.at(-proxies) || direct)
  }
}

/** One customer line gets a whole /64 of IPv6: its addresses count as one. */
function groupOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address.slice(0, 45)
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::')
    ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
    : []
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}
