import { Cluster, Redis } from 'ioredis'
import { type RedisAddress, type RedisNode, withoutLogin } from '../domain/redis-address.ts'

/** Redis refuses the first connection: a sentence for the operator. */
export class BusUnavailable extends Error {}

export interface RedisSettings {
  /** Timeout of a Redis command, in ms: then Redis counts as down. */
  readonly commandTimeoutMs: number
  /** Whether a command waits while there is no connection; else it fails at once. */
  readonly queueOffline?: boolean
}

const CONNECT_MS = 5_000

/**
 * A connection for commands that reconnects automatically, to the present master. Commands fail
 * fast while Redis is down. On a cluster it works like a single server, if all keys of a command or a
 * transaction are in one slot. Not connected yet.
 */
export function openRedis(address: RedisAddress, settings: RedisSettings): Redis {
  const { commandTimeoutMs, queueOffline = true } = settings
  const again = (attempt: number) => Math.min(50 * attempt, 1_000)
  const common = {
    lazyConnect: true,
    maxRetriesPerRequest: queueOffline ? 1 : 0,
    connectTimeout: CONNECT_MS,
    commandTimeout: commandTimeoutMs,
    // A server that is silently gone keeps the connection open, and every command would wait in vain.
    socketTimeout: 2 * commandTimeoutMs,
  }
  if (address.kind !== 'cluster')
    return new Redis({
      ...locate(address),
      ...common,
      retryStrategy: again,
      sentinelRetryStrategy: again,
      enableOfflineQueue: queueOffline,
    })
  const cluster = new Cluster([...address.nodes], {
    lazyConnect: true,
    redisOptions: { ...loginOf(address), ...common },
    enableOfflineQueue: queueOffline,
    clusterRetryStrategy: again,
    // Else it would hold a connection for messages of its own: ours is RedisListener's.
    shardedSubscribers: true,
    slotsRefreshTimeout: 2_000,
    maxRedirections: 6,
    retryDelayOnFailover: 200,
    retryDelayOnClusterDown: 200,
  })
  // Methods of both are made from the same table; the types only lack a common ancestor.
  return cluster as unknown as Redis
}

/** A connection that does not reconnect: its holder makes the next. To `node` of a cluster. */
export function openOnce(address: RedisAddress, commandTimeoutMs: number, node?: RedisNode): Redis {
  const where =
    address.kind === 'cluster' ? { ...loginOf(address), ...(node ?? address.nodes[0]) } : locate(address)
  return new Redis({
    ...where,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: null,
    autoResubscribe: false,
    retryStrategy: () => null,
    sentinelRetryStrategy: () => null,
  })
}

/** Nodes of a cluster that may be asked where a slot is: those that are known now, then those of the configuration. */
export function nodesOf(commands: Redis, address: RedisAddress): RedisNode[] {
  if (address.kind !== 'cluster') return []
  const known = (commands as unknown as Cluster)
    .nodes('master')
    .map(({ options: { host = '', port = 0 } }) => ({
      host,
      port,
    }))
  return [...known, ...address.nodes]
}

/** @throws BusUnavailable with one sentence, without the password */
export async function connectFirst(address: RedisAddress, connect: () => Promise<unknown>): Promise<void> {
  try {
    await connect()
  } catch (error) {
    throw new BusUnavailable(
      `The Redis of REDIS_URL (${withoutLogin(address)}) can't be reached: ${(error as Error).message}.`,
    )
  }
}

function locate(address: Exclude<RedisAddress, { kind: 'cluster' }>) {
  if (address.kind === 'single') return optionsOf(address.url)
  const { nodes, master, db, sentinelPassword, tls } = address
  return {
    ...loginOf(address),
    sentinels: [...nodes],
    name: master,
    db,
    ...(sentinelPassword !== undefined && { sentinelPassword }),
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    sentinelCommandTimeout: CONNECT_MS,
  }
}

function optionsOf(url: string) {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const db = Number(pathname.slice(1) || 0)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6_379),
    db: Number.isInteger(db) ? db : 0,
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  }
}

function loginOf({ username, password, tls }: Extract<RedisAddress, { kind: 'cluster' | 'sentinel' }>) {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
  }
}
