import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findRedis } from './binaries.ts'
import { freePort, removeFolder, type Supervised, supervise, temporaryFolder } from './supervised.ts'
import { until } from './until.ts'

export interface TestRedisCluster {
  /** Names two of the nodes. */
  readonly url: string
  /** Ports of the masters, as they were at the start. */
  readonly ports: readonly number[]
  /** Port of the master that has the key now; null while none has. */
  ownerOf(key: string): Promise<number | null>
  kill9(port: number): Promise<void>
  /** The node is not empty. Its replica gets its keys, if there is one; see `addReplica`. */
  addReplica(ofPort: number): Promise<number>
  /** One command at one node. */
  ask(port: number, ...command: [string, ...string[]]): Promise<unknown>
  stop(): Promise<void>
}

const MASTERS = 3
const SLOTS = 16_384

/** A real Redis Cluster of three masters on free loopback ports. */
export async function startRedisCluster(): Promise<TestRedisCluster> {
  const command = findRedis()
  if (!command) throw new Error('Redis is not installed')
  const folder = await temporaryFolder('redis-cluster')
  const servers = new Map<number, Supervised>()

  const startNode = async () => {
    const port = await freePort()
    const dir = join(folder, `${port}`)
    await mkdir(dir)
    const settings = {
      port,
      bind: '127.0.0.1',
      dir,
      save: '',
      appendonly: 'no',
      'cluster-enabled': 'yes',
      'cluster-config-file': 'nodes.conf',
      'cluster-node-timeout': 1_000,
      // Free ports plus 10,000 may be too high.
      'cluster-port': await freePort(),
      // So that it becomes master although it is new.
      'cluster-replica-validity-factor': 0,
      'repl-diskless-sync-delay': 0,
    }
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`])
    servers.set(port, supervise({ folder: dir, command, args, signal: 'SIGTERM', runAs: null }))
    await until(() => ask(port, 'PING').catch(() => null), 'a node to answer', 30_000)
    return { port, busPort: settings['cluster-port'] }
  }

  const meet = async (from: number, to: { port: number; busPort: number }) => {
    await ask(from, 'CLUSTER', 'MEET', '127.0.0.1', `${to.port}`, `${to.busPort}`)
  }
  const infoOf = async (port: number) => String(await ask(port, 'CLUSTER', 'INFO'))
  const idOf = async (port: number) => String(await ask(port, 'CLUSTER', 'MYID'))

  const masters = []
  for (let n = 0; n < MASTERS; n++) masters.push(await startNode())
  const ports = masters.map(({ port }) => port)
  const first = ports[0] as number
  for (const [n, { port }] of masters.entries()) {
    const share = Math.ceil(SLOTS / MASTERS)
    await ask(port, 'CLUSTER', 'ADDSLOTSRANGE', `${n * share}`, `${Math.min(SLOTS, (n + 1) * share) - 1}`)
    if (port !== first) await meet(port, masters[0] as (typeof masters)[0])
  }
  const whole = async (port: number) => {
    const info = await infoOf(port)
    return info.includes('cluster_state:ok') && info.includes(`cluster_size:${MASTERS}`)
  }
  await until(
    async () => (await Promise.all(ports.map(whole))).every(Boolean),
    'the cluster to be whole',
    30_000,
  )

  return {
    url: `redis+cluster://127.0.0.1:${ports[0]},127.0.0.1:${ports[1]}`,
    ports,
    async ownerOf(key) {
      for (const port of servers.keys()) {
        const slot = Number(await ask(port, 'CLUSTER', 'KEYSLOT', key).catch(() => -1))
        const ranges = (await ask(port, 'CLUSTER', 'SLOTS').catch(() => [])) as [
          number,
          number,
          [string, number],
        ][]
        const range = ranges.find(([from, to]) => from <= slot && slot <= to)
        if (range && servers.get(range[2][1])?.running()) return range[2][1]
      }
      return null
    },
    async kill9(port) {
      await servers.get(port)?.kill9()
    },
    async addReplica(ofPort) {
      const node = await startNode()
      await meet(ofPort, node)
      const master = await idOf(ofPort)
      await until(
        () =>
          ask(node.port, 'CLUSTER', 'REPLICATE', master).then(
            () => true,
            () => false,
          ),
        'the replica to know its master',
      )
      await until(
        async () => String(await ask(node.port, 'INFO', 'replication')).includes('master_link_status:up'),
        'the replica to have all',
        30_000,
      )
      // Who has not heard of it yet does not vote for it.
      const id = await idOf(node.port)
      const knows = async (port: number) =>
        String(await ask(port, 'CLUSTER', 'NODES'))
          .split('\n')
          .some((line) => line.startsWith(id) && line.includes(`slave ${master}`))
      await until(
        async () => (await Promise.all(ports.map(knows))).every(Boolean) && (await whole(node.port)),
        'all to know the replica',
        30_000,
      )
      return node.port
    },
    ask,
    async stop() {
      await Promise.all([...servers.values()].map((server) => server.stop()))
      await removeFolder(folder)
    },
  }
}

async function ask(port: number, ...[name, ...args]: [string, ...string[]]): Promise<unknown> {
  const options = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 }
  const redis = new Redis(port, '127.0.0.1', { ...options, enableReadyCheck: false })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return await redis.call(name, ...args)
  } finally {
    redis.disconnect()
  }
}
