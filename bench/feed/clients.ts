import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { globalSkuIdOf, HOT_SKU } from './change.ts'
import { Client } from './client.ts'
import { now } from './clock.ts'
import { clientFrame } from './frames-in.ts'
import { percentiles } from './percentiles.ts'
import { answerCalls } from './rpc.ts'
import { SUBSCRIPTION } from './subscription.ts'

/** The client process: as many subscribers as the runner asks for. */
export interface Crowd {
  readonly port: number
  readonly control: number
  readonly graphql: boolean
  readonly count: number
  /** Operation ids: the same for all clients, or random for each. */
  readonly ids: 'equal' | 'uuid'
  /** SKUs of its own for each client, out of `of`; absent: all watch the hot one. */
  readonly own?: { readonly each: number; readonly of: number }
  readonly after?: string
  /** Clients that will stop reading; they watch this SKU as well, so that they can be filled up. */
  readonly stuck?: { readonly count: number; readonly sku: number }
}

let clients: Client[] = []
let stuck = 0
let lost: string[] = []
let onNext: (client: Client, payload: Buffer) => void = () => {}
let tell: ReturnType<typeof connect> | null = null

answerCalls({
  /** All at once, as far as the kernel's queue of connections goes. */
  async connect(crowd: Crowd) {
    tell?.destroy()
    tell = connect(crowd.control, '127.0.0.1').setNoDelay(true)
    tell.on('error', () => {})
    stuck = crowd.stuck?.count ?? 0
    lost = []
    clients = []
    const begin = now()
    for (let next = 0; next < crowd.count; ) {
      const some = Array.from({ length: Math.min(200, crowd.count - next) }, () => subscriber(crowd, next++))
      clients.push(...some)
      await Promise.all(some.map((client) => client.ready))
    }
    if (lost.length > 0) throw new Error(`${lost.length} clients were refused: ${lost[0]}`)
    return now() - begin
  },

  /** How many have received something since the last reset. */
  reached: () => clients.filter((client) => client.received > 0).length,

  lost: () => lost,

  /** Stops the first clients from reading. */
  freeze() {
    for (const client of clients.slice(0, stuck)) client.pause()
  },

  /** From now on says when a change has reached every client that reads. */
  acknowledge() {
    const reading = clients.length - stuck
    const reached: number[] = []
    const frozen = new Set(clients.slice(0, stuck))
    for (const client of clients) client.received = 0
    onNext = (client) => {
      if (frozen.size > 0 && frozen.has(client)) return
      const count = (reached[client.received] ?? 0) + 1
      reached[client.received] = count
      if (count === reading) tell?.write('.')
    }
  },

  /** From now on notes when which change arrived. */
  note({ expected }: { expected: number }) {
    const at = new Float64Array(expected)
    const which = new Float64Array(expected)
    let noted = 0
    onNext = (_client, payload) => {
      if (noted >= expected) return
      at[noted] = now()
      which[noted++] = versionIn(payload)
    }
    noted_ = () => ({ at: at.subarray(0, noted), which: which.subarray(0, noted) })
  },

  /** How long each noted change was on its way, ms. Waits a while for late ones. */
  async latencies({ first, times, expected }: { first: number; times: number[]; expected: number }) {
    for (let i = 0; i < 100 && noted_().at.length < expected; i++) await delay(50)
    const { at, which } = noted_()
    const took = at.map((time, index) => time - (times[(which[index] ?? 0) - first] ?? Number.NaN))
    return { received: at.length, ...percentiles(took.filter((ms) => !Number.isNaN(ms))) }
  },

  /**
   * Drops everybody, connects everybody again with `after:`, and waits until each has all changes from `first` to
   * `last`, in order and once. Times are ms since the first connect.
   */
  async storm({ crowd, first, last }: { crowd: Crowd; first: number; last: number }) {
    const wrong: string[] = []
    const upTo = new Map<Client, number>()
    let done = 0
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    onNext = (client, payload) => {
      const version = versionIn(payload)
      const wanted = (upTo.get(client) ?? first - 1) + 1
      if (version !== wanted) wrong.push(`change ${version} came where ${wanted} was due`)
      upTo.set(client, version)
      if (version === last && ++done === crowd.count) finish()
    }
    const begin = now()
    clients = Array.from({ length: crowd.count }, (_, index) => subscriber(crowd, index))
    await Promise.race([finished, delay(60_000)])
    return { ms: now() - begin, done, wrong: wrong.length, firstWrong: wrong[0] ?? lost[0] ?? null }
  },

  async close() {
    onNext = () => {}
    for (const client of clients) client.close()
    clients = []
    await delay(100)
  },
})

let noted_ = (): { at: Float64Array; which: Float64Array } => {
  throw new Error('nothing was noted')
}

function subscriber(crowd: Crowd, index: number): Client {
  const { own } = crowd
  const skus = own ? Array.from({ length: own.each }, (_, i) => (index * own.each + i) % own.of) : [HOT_SKU]
  const ids = skus.map(globalSkuIdOf)
  const filler = index < (crowd.stuck?.count ?? 0) ? [globalSkuIdOf(crowd.stuck?.sku ?? 0)] : []
  return new Client({
    port: crowd.port,
    graphql: crowd.graphql,
    path: crowd.graphql ? '/graphql' : `/?skus=${[...ids, ...filler].map(encodeURIComponent).join(',')}`,
    subscribe: crowd.graphql
      ? [ids, ...(filler.length > 0 ? [filler] : [])].map((skuIds, nth) => subscribeFrame(crowd, skuIds, nth))
      : [],
    onNext: (client, payload) => onNext(client, payload),
    onEnd: (why) => void lost.push(why),
  })
}

function subscribeFrame({ ids, after }: Crowd, skuIds: readonly string[], nth: number): Buffer {
  const id = ids === 'uuid' ? randomUUID() : String(nth + 1)
  const variables = { skuIds, ...(after && { after }) }
  return clientFrame(JSON.stringify({ id, type: 'subscribe', payload: { query: SUBSCRIPTION, variables } }))
}

const VERSION = Buffer.from('"version":')

/** The number of the change in a message, without parsing it all. */
function versionIn(payload: Buffer): number {
  let at = payload.indexOf(VERSION) + VERSION.length
  let value = 0
  for (let digit = payload[at] ?? 0; digit >= 48 && digit <= 57; digit = payload[++at] ?? 0)
    value = value * 10 + digit - 48
  return value
}
