import { isIP } from 'node:net'
import { isPublicAddress } from '../domain/public-address.ts'

/** Where pictures may be copied from. */
export interface PictureHosts {
  /** Hosts, with their subdomains, that imports may copy from, such as `alicdn.com`. */
  readonly imports: readonly string[]
  /** Origins of this machine that may be asked over http: the sandbox's. */
  readonly local: readonly string[]
}

/** Picture hosts of the marketplaces. */
export const MARKETPLACE_HOSTS = [
  'alicdn.com',
  'tbcdn.cn',
  'taobaocdn.com',
  '360buyimg.com',
  'pddpic.com',
  'pinduoduo.com',
  'yangkeduo.com',
  'geilicdn.com',
  'weidian.com',
] as const

/** True if imports may copy from this host or from a parent domain. */
export function isImportHost({ hostname, origin }: URL, hosts: PictureHosts): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  return hosts.local.includes(origin) || hosts.imports.some((one) => host === one || host.endsWith(`.${one}`))
}

/** Error text for an address to copy a picture from; null when it is allowed. Names are resolved later. */
export function pictureUrlProblem(url: URL, { local }: PictureHosts): string | null {
  if (local.includes(url.origin)) return null
  if (url.protocol !== 'https:') return 'has to begin with https://'
  if (url.username || url.password) return 'has to be without user and password'
  if (url.port) return 'has to be without a port'
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const named = host === 'localhost' || /\.(localhost|local|internal|home\.arpa)$/.test(host)
  if (named || (isIP(host) !== 0 && !isPublicAddress(host)))
    return 'has to be an address in the public internet'
  return null
}
