/** Where Redis is, as REDIS_URL names it. */
export type RedisAddress = SingleAddress | SentinelAddress | ClusterAddress

interface Login {
  readonly username: string | undefined
  readonly password: string | undefined
  readonly tls: boolean
}

export interface RedisNode {
  readonly host: string
  readonly port: number
}

/** One server: `redis://[user:password@]host:port[/number]`, with TLS `rediss://`. */
interface SingleAddress {
  readonly kind: 'single'
  readonly url: string
}

/** Sentinels that know the master: `redis+sentinel://[user:password@]host:port,host:port/master-name[/number]`. */
interface SentinelAddress extends Login {
  readonly kind: 'sentinel'
  readonly nodes: readonly RedisNode[]
  readonly master: string
  /** Number of the database. */
  readonly db: number
  /** The sentinels' own, as `?sentinelPassword=`. */
  readonly sentinelPassword: string | undefined
}

/** Some nodes of a cluster, which name the others: `redis+cluster://[user:password@]host:port,host:port`. */
interface ClusterAddress extends Login {
  readonly kind: 'cluster'
  readonly nodes: readonly RedisNode[]
}

const FORM =
  /^redis(?<tls>s?)\+(?<kind>sentinel|cluster):\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<nodes>[^/?@]+)(?<path>(?:\/[^/?]*){0,2})(?:\?(?<query>.*))?$/

/** Null when it is none of the three forms. */
export function parseRedisAddress(text: string): RedisAddress | null {
  if (/^rediss?:\/\//.test(text)) return URL.canParse(text) ? { kind: 'single', url: text } : null
  const parts = FORM.exec(text)?.groups
  if (!parts) return null
  const sentinel = parts.kind === 'sentinel'
  const nodes = (parts.nodes ?? '').split(',').map((node) => nodeOf(node, sentinel ? 26_379 : 6_379))
  if (!nodes.every((node) => node !== null)) return null
  const login = { username: textOf(parts.user), password: textOf(parts.password), tls: parts.tls === 's' }
  const [master = '', db = '0'] = (parts.path ?? '').split('/').slice(1)
  if (!sentinel) return master === '' ? { kind: 'cluster', nodes, ...login } : null
  if (master === '' || !/^\d{1,3}$/.test(db)) return null
  const sentinelPassword = new URLSearchParams(parts.query).get('sentinelPassword') ?? undefined
  return {
    kind: 'sentinel',
    nodes,
    master: decodeURIComponent(master),
    db: Number(db),
    sentinelPassword,
    ...login,
  }
}

/** Without user and password, for people. */
export function withoutLogin(address: RedisAddress): string {
  if (address.kind === 'single') {
    const { hostname, port } = new URL(address.url)
    return `${hostname}:${port || '6379'}`
  }
  const nodes = address.nodes.map(({ host, port }) => `${host}:${port}`).join(',')
  return address.kind === 'sentinel' ? `${address.master} of ${nodes}` : nodes
}

function nodeOf(text: string, usualPort: number): RedisNode | null {
  if (!URL.canParse(`redis://${text}`)) return null
  const { hostname, port } = new URL(`redis://${text}`)
  return hostname === '' ? null : { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || usualPort) }
}

function textOf(encoded: string | undefined): string | undefined {
  return encoded ? decodeURIComponent(encoded) : undefined
}
