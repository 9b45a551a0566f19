import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { changeOf, HOT_SKU } from './change.ts'
import { now } from './clock.ts'
import { CONTENDERS, type ContenderName } from './contender.ts'
import { answerCalls } from './rpc.ts'

/** The server process: a contender, and what drives it. Started by the runner with the contender's name. */
const { start } = await CONTENDERS[process.argv[2] as ContenderName]()
const { port, publish } = await start()
let seq = 0
let acknowledged = 0
let onAcknowledged = () => {}

/** Clients say here which change has reached all of them: one byte each, which costs all contenders the same. */
const control = createServer((socket: Socket) => {
  socket.on('data', (bytes) => {
    acknowledged += bytes.length
    onAcknowledged()
  })
})
await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve))

const publishNext = (sku: number) => publish(changeOf(++seq, sku))

/** Events in one measurement, however long they take. */
const LEAST = 4

/** Events that may be on their way at once: enough that the server never waits for the clients' answer. */
const WINDOW = 4

answerCalls({
  ports: () => ({ port, control: (control.address() as AddressInfo).port }),

  /** Resident bytes after the usual collection. */
  async memory() {
    await settle()
    for (let i = 0; i < 3; i++) {
      globalThis.gc?.()
      await delay(50)
    }
    return process.memoryUsage().rss
  },

  /** Resident bytes after a collection that gives back all it can, compiled code included. */
  async compactMemory() {
    await settle()
    await globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' })
    return process.memoryUsage().rss
  },

  publish({ sku = HOT_SKU, count = 1 }: { sku?: number; count?: number }) {
    for (let i = 0; i < count; i++) publishNext(sku)
    return seq
  },

  /** A change of each SKU; a turn after every few, so that no buffers overflow. */
  async publishEach({ skus }: { skus: readonly number[] }) {
    for (const [index, sku] of skus.entries()) {
      publishNext(sku)
      if (index % 50 === 49) await settle()
    }
  },

  /** Publishes one event after another, one to a turn, as fast as all clients receive them. */
  async saturate({ ms }: { ms: number }) {
    acknowledged = 0
    let published = 0
    let scheduled = false
    let stopped = false
    const next = () => {
      scheduled = false
      if (stopped) return
      publishNext(HOT_SKU)
      published++
      schedule()
    }
    const schedule = () => {
      if (stopped || scheduled || published - acknowledged >= WINDOW) return
      scheduled = true
      setImmediate(next)
    }
    onAcknowledged = schedule
    schedule()
    await delay(ms / 4)
    // From one acknowledgement to another: at 10,000 clients there are few.
    await new Promise<void>((resolve) => {
      onAcknowledged = () => {
        schedule()
        resolve()
      }
    })
    const begin = { at: now(), acknowledged, cpu: process.cpuUsage() }
    await new Promise<void>((resolve) => {
      onAcknowledged = () => {
        schedule()
        if (now() - begin.at >= ms && acknowledged - begin.acknowledged >= LEAST) resolve()
      }
    })
    const seconds = (now() - begin.at) / 1_000
    const events = acknowledged - begin.acknowledged
    const { user, system } = process.cpuUsage(begin.cpu)
    stopped = true
    // What is under way would be in the way of what is measured next.
    for (let waited = 0; published > acknowledged && waited < 20_000; waited += 10) await delay(10)
    onAcknowledged = () => {}
    return { events, seconds, cpuSeconds: (user + system) / 1e6 }
  },

  /** Publishes at a rate, spread evenly over time; gives when each was published, by number. */
  async pace({ perSecond, ms, skus }: { perSecond: number; ms: number; skus: number }) {
    const first = seq + 1
    const times: number[] = []
    const cpu = process.cpuUsage()
    const begin = now()
    const total = Math.round((perSecond * ms) / 1_000)
    while (times.length < total) {
      const due = Math.min(total, Math.floor(((now() - begin) * perSecond) / 1_000) + 1)
      while (times.length < due) {
        times.push(now())
        publishNext(skus > 0 ? (seq * 7_919) % skus : HOT_SKU)
      }
      await delay(Math.max(0, begin + (times.length * 1_000) / perSecond - now()))
    }
    const seconds = (now() - begin) / 1_000
    const { user, system } = process.cpuUsage(cpu)
    return { first, times, seconds, cpuSeconds: (user + system) / 1e6 }
  },
})

/** Work that was begun is done. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
}
