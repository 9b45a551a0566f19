import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stockEvents, stockPayload } from '../../test/support/events.ts'
import { memoryOutbox } from '../../test/support/memory-outbox.ts'
import { until } from '../../test/support/until.ts'
import type { EventBus } from './bus.ts'
import { memoryBus } from './memory-bus.ts'
import { type RelayOptions, startRelay } from './relay.ts'

let table: ReturnType<typeof memoryOutbox>
let bus: EventBus
let heard: number[]
let errors: unknown[]
let relays: { stop(): Promise<void> }[]

beforeEach(async () => {
  table = memoryOutbox()
  bus = memoryBus()
  ;[heard, errors, relays] = [[], [], []]
  await bus.subscribe(
    ({ events }) => heard.push(...events.map((event) => event.seq)),
    () => {},
  )
})
afterEach(() => Promise.all(relays.map((relay) => relay.stop())))

/** `idleMs` is long: nothing but a wake-up moves the relay, unless a test says otherwise. */
function start(options: Partial<RelayOptions> = {}) {
  const relay = startRelay({
    store: table.outbox,
    bus,
    idleMs: 3_600_000,
    onError: (error) => errors.push(error),
    ...options,
  })
  relays.push(relay)
  return relay
}

const append = (count: number) => table.append(...Array.from({ length: count }, () => stockPayload()))
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('the relay', () => {
  it('numbers and signals what was there before it started, from the very first event', async () => {
    append(3)
    start()
    await until(() => heard.length === 3)
    expect(heard).toEqual([1, 2, 3])
    expect(await bus.lastSeq('a')).toBe(3)
  })

  it('works off any number in batches, in order', async () => {
    append(1_203)
    start({ batch: 100 })
    await until(() => heard.length >= 1_203)
    expect(heard).toEqual(upTo(1_203))
  })

  it('is woken by what is appended', async () => {
    start()
    await until(() => table.calls.head > 0)
    for (let count = 1; count <= 20; count++) {
      append(1)
      await until(() => heard.length === count)
    }
    expect(heard).toEqual(upTo(20))
  })

  it('finds by itself what nobody woke it for', async () => {
    table.outbox.onAppended = async () => async () => {}
    start({ idleMs: 5 })
    append(2)
    await until(() => heard.length === 2)
    append(2)
    await until(() => heard.length === 4)
  })

  it('goes on where the last relay stopped, without repeating', async () => {
    append(3)
    const first = start()
    await until(() => heard.length === 3)
    await first.stop()
    append(2)
    start()
    await until(() => heard.length >= 5)
    expect(heard).toEqual([1, 2, 3, 4, 5])
  })

  it('hands over what the last relay had numbered and not handed over', async () => {
    append(3)
    await bus.append({ epoch: 'a', events: table.numberAll() })
    append(2)
    table.numberAll()
    append(1)
    start()
    await until(() => heard.length === 6)
    expect(heard).toEqual(upTo(6))
  })
})

describe('the relay and a bus that is away', () => {
  it('goes on numbering, and hands over everything in order when the bus is back', async () => {
    const { append: real } = bus
    let away = true
    bus.append = (batch) => (away ? Promise.reject(new Error('away')) : real(batch))
    start({ batch: 10, idleMs: 20 })
    for (let round = 0; round < 5; round++) append(7)
    await until(async () => (await table.outbox.head()).lastSeq === 35, 'all to be numbered')
    await until(() => errors.length > 2, 'several attempts')
    expect(heard).toEqual([])
    away = false
    await until(() => heard.length >= 35)
    expect(heard).toEqual(upTo(35))
    expect(await bus.lastSeq('a')).toBe(35)
  })

  it('repeats a batch whose answer was lost, which the log takes once', async () => {
    const { append: real } = bus
    let failures = 2
    bus.append = async (batch) => {
      await real(batch)
      if (failures-- > 0) throw new Error('answer lost')
    }
    start({ idleMs: 20 })
    append(4)
    await until(() => heard.length >= 12)
    expect(heard).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4])
    expect((await bus.read('a', 0, 100))?.map((event) => event.seq)).toEqual(upTo(4))
  })

  it('starts although the bus is away at the start, and hands over from where the log ends', async () => {
    await bus.append({ epoch: 'a', events: stockEvents(1, 2) })
    append(4)
    table.numberAll()
    const { lastSeq } = bus
    let failures = 3
    bus.lastSeq = (epoch) => (failures-- > 0 ? Promise.reject(new Error('away')) : lastSeq(epoch))
    heard.length = 0
    start({ idleMs: 20 })
    await until(() => heard.length === 2)
    expect(heard).toEqual([3, 4])
  })
})

describe('the relay and a database that is away', () => {
  it('tells of it and tries again, losing nothing', async () => {
    table.fail(new Error('away'))
    start()
    await until(() => errors.length >= 2)
    append(3)
    table.fail(null)
    await until(() => heard.length === 3)
    table.fail(new Error('away'))
    append(3)
    await until(() => errors.length >= 3)
    table.fail(null)
    await until(() => heard.length === 6)
    expect(heard).toEqual(upTo(6))
  })

  it('takes the lease again when another relay has moved the head', async () => {
    start({ idleMs: 20 })
    append(1)
    await until(() => heard.length === 1)
    append(2)
    table.numberAll()
    append(1)
    await until(() => heard.length >= 4)
    expect(heard).toEqual(upTo(4))
    expect(String(errors[0])).toContain('another relay')
  })

  it('stops at once, even while it waits for a database', async () => {
    table.fail(new Error('away'))
    const relay = start()
    await until(() => errors.length > 0)
    await relay.stop()
    await relay.stop()
    const before = errors.length
    append(1)
    expect(errors).toHaveLength(before)
  })
})
