import type { Socket } from 'node:net'
import type { ExecutionResult } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { StockFeedItem } from '../../../schema/context.ts'
import { stockEvent } from '../../../test/support/events.ts'
import { until } from '../../../test/support/until.ts'
import { ANONYMOUS } from '../../domain/viewer.ts'
import { stockChange } from '../../realtime/stock-feed.ts'
import { RenderGroup } from '../push/render-group.ts'
import type { OperationRequest } from './operation-request.ts'
import { PushedOperation } from './pushed-operation.ts'
import { Wire } from './wire.ts'

/** Written data, one entry for each write. */
let writes: number[][]
/** Ends the resolvers of an event. */
let resolve: Map<number, () => void>
let group: RenderGroup<StockFeedItem>
let left: number
let operation: PushedOperation

/** Payloads are numbers here. */
const numbersIn = (bytes: Buffer) => [...String(bytes).matchAll(/"payload":(\d+)/g)].map(([, n]) => Number(n))

/** A network socket that takes everything at once. */
let net: { writable: boolean; writableNeedDrain: boolean; writableLength: number }

beforeEach(() => {
  writes = []
  resolve = new Map()
  left = 0
  const write = (bytes: Buffer) => void writes.push(numbersIn(bytes))
  net = { writable: true, writableNeedDrain: false, writableLength: 0, ...{ write } }
  const socket = { readyState: WebSocket.OPEN } as WebSocket
  const wire = new Wire(socket, net as unknown as Socket)
  const request: OperationRequest = {
    id: '1',
    wire,
    viewer: ANONYMOUS,
    address: '127.0.0.1',
    onStuck: () => {},
    isCurrent: () => true,
    watch: () => {},
    hold: () => {},
    done: () => {},
  }
  group = new RenderGroup<StockFeedItem>('group', {
    itemOf: stockChange,
    eventOf: (item) => (item.kind === 'change' ? item.event : null),
    execute: (_item, event) =>
      new Promise((done) =>
        resolve.set(event?.seq ?? 0, () => done((event?.seq ?? 0) as unknown as ExecutionResult)),
      ),
  })
  operation = new PushedOperation(request, group, { left: () => left++, ended: () => {} })
})

const offer = (seq: number) => operation.offer(stockEvent(seq), { epoch: 'a', seq }, false)
const settled = () => new Promise((done) => setImmediate(done))

describe('events whose resolvers take their time', () => {
  it('are written in order, whichever is resolved first, and together where they waited for one', async () => {
    for (const seq of [1, 2, 3, 4]) expect(offer(seq)).toBe('taken')
    for (const seq of [3, 2]) resolve.get(seq)?.()
    await settled()
    expect(writes).toEqual([])
    resolve.get(1)?.()
    await until(() => writes.length > 0, 'the write')
    expect(writes).toEqual([[1, 2, 3]])
    resolve.get(4)?.()
    await until(() => writes.length > 1, 'the last write')
    expect(writes).toEqual([[1, 2, 3], [4]])
  })

  it('are not written once the operation was stopped; the group is left once', async () => {
    offer(1)
    operation.stop()
    operation.stop()
    operation.ended()
    resolve.get(1)?.()
    await settled()
    expect(writes).toEqual([])
    expect(left).toBe(1)
  })

  it('are refused when there are too many, so that they wait in the bounded queue', () => {
    let taken = 0
    while (taken < 5_000 && offer(taken + 1) === 'taken') taken++
    expect(taken).toBe(1_001)
  })
})

describe('events that are rendered already', () => {
  const render = (...seqs: readonly number[]) => {
    for (const seq of seqs) void group.ofEvent(event(seq), { epoch: 'a', seq })
    for (const done of resolve.values()) done()
    return settled()
  }
  const events = new Map<number, ReturnType<typeof stockEvent>>()
  const event = (seq: number) => {
    const known = events.get(seq) ?? stockEvent(seq)
    events.set(seq, known)
    return known
  }
  const publish = (seq: number, more: boolean) => operation.offer(event(seq), { epoch: 'a', seq }, more)

  it('are written at once when they come alone', async () => {
    await render(1, 2)
    publish(1, false)
    publish(2, false)
    expect(writes).toEqual([[1], [2]])
  })

  it('are refused while the client does not read, and not written once its socket has ended', async () => {
    await render(1, 2)
    net.writableNeedDrain = true
    expect(publish(1, false)).toBe('refused')
    Object.assign(net, { writableNeedDrain: false, writable: false })
    expect(publish(2, false)).toBe('taken')
    expect(writes).toEqual([])
  })

  it('leave in one write when they come together', async () => {
    await render(1, 2, 3)
    for (const seq of [1, 2, 3]) publish(seq, seq < 3)
    expect(writes).toEqual([])
    await settled()
    expect(writes).toEqual([[1, 2, 3]])
  })
})

it('sends what is replayed in few writes, and waits for none of them alone', async () => {
  const items = [1, 2, 3].map((seq) => stockChange(stockEvent(seq), { epoch: 'a', seq }))
  for (const item of items) if (item) void group.of(item)
  for (const done of resolve.values()) done()
  await settled()
  for (const item of items) if (item) await operation.send(item)
  expect(writes).toEqual([])
  await settled()
  expect(writes).toEqual([[1, 2, 3]])
})
