import { afterEach, expect, it } from 'vitest'
import { stockEvent } from '../support/events.ts'
import { until } from '../support/until.ts'
import { type ProtocolServer, startProtocolServer } from './support/server.ts'
import { skuId } from './support/stock.ts'

let server: ProtocolServer
const open: Stream[] = []
afterEach(async () => {
  for (const stream of open.splice(0)) stream.close()
  await server.stop()
})

/** An event stream by GET as a browser's EventSource asks for it. */
class Stream {
  readonly #abort = new AbortController()
  text = ''
  status = 0

  constructor(address: string, lastEventId?: string) {
    const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) }
    void fetch(address, { headers, signal: this.#abort.signal })
      .then(async ({ status, body }) => {
        this.status = status
        for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) this.text += part
      })
      .catch(() => {})
    open.push(this)
  }

  /** Ids and versions of the events so far. */
  get events() {
    return [...this.text.matchAll(/^event: next\n(?:id: (\S+)\n)?data: (.*)$/gm)].map(
      ([, id, data = '']) => ({
        id,
        version: JSON.parse(data).data.stockChanges.level?.version,
      }),
    )
  }

  async take(count: number) {
    await until(() => this.events.length >= count, `${count} events in ${this.text}`)
    return this.events
  }

  close(): void {
    this.#abort.abort()
  }
}

const addressOf = (after?: string) => {
  const query = `subscription { stockChanges(skuIds: ["${skuId('sku')}"], snapshot: false${after ? `, after: "${after}"` : ''}) {
    ... on StockChange { level { version } } ... on FeedGap { missed } } }`
  return `${server.graph}?query=${encodeURIComponent(query)}`
}
const watched = (count: number) => until(() => server.hub.counters.active === count, `${count} subscriptions`)
const publish = (seq: number) => server.publish(stockEvent(seq, { sku: 'sku', version: seq }))

it('events carry their cursor as id, also when it is not selected, and a stream that comes back goes on after it', async () => {
  server = await startProtocolServer()
  const first = new Stream(addressOf())
  await watched(1)
  for (const seq of [1, 2]) publish(seq)
  const [one, two] = await first.take(2)
  expect([one?.version, two?.version]).toEqual([1, 2])
  expect(one?.id).not.toBe(two?.id)
  first.close()
  await watched(0)
  for (const seq of [3, 4]) publish(seq)
  const second = new Stream(addressOf(), two?.id)
  await watched(1)
  publish(5)
  expect((await second.take(3)).map(({ version }) => version)).toEqual([3, 4, 5])
})

it('the id of the last event is newer than the cursor in the address, and replaces it', async () => {
  server = await startProtocolServer()
  const first = new Stream(addressOf())
  await watched(1)
  for (const seq of [1, 2, 3]) publish(seq)
  const [one, , three] = await first.take(3)
  first.close()
  await watched(0)
  publish(4)
  const second = new Stream(addressOf(one?.id), three?.id)
  await watched(1)
  publish(5)
  expect((await second.take(2)).map(({ version }) => version)).toEqual([4, 5])
})

it('an id that is no cursor is refused, and named', async () => {
  server = await startProtocolServer()
  const stream = new Stream(addressOf(), 'rubbish')
  await until(() => stream.text.includes('\n\n') || stream.text.includes('}'), 'the refusal')
  expect(stream.text).toContain('Last-Event-ID: is not a cursor of this feed')
})
