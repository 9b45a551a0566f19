import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followAppState } from '../../client-examples/mobile-stock/app-state.ts'
import { waitAfter } from '../../client-examples/mobile-stock/back-off.ts'
import { StockBook, type StockEvent, type StockLevel } from '../../client-examples/mobile-stock/stock-book.ts'
import { memoryStorage, Shelf } from '../../client-examples/mobile-stock/storage.ts'
import { skuStore } from '../../client-examples/mobile-stock/use-stock.ts'

const level = (id: string, version: number, available = version): StockLevel => ({
  __typename: 'StockLevel',
  id,
  available,
  version,
  updatedAt: '2026-11-22T08:00:00.000Z',
  sku: { __typename: 'Sku', id: `sku-${id}`, code: id },
  warehouse: { __typename: 'Warehouse', id: 'w', code: 'GZ' },
})
const change = (cursor: string, of: StockLevel, coalesced = 0): StockEvent => ({
  __typename: 'StockChange',
  cursor,
  coalesced,
  occurredAt: '2026-11-22T08:00:00.000Z',
  level: of,
})
const part = (cursor: string, complete: boolean, ...levels: StockLevel[]): StockEvent => ({
  __typename: 'StockSnapshot',
  cursor,
  complete,
  levels,
})
const gap: StockEvent = { __typename: 'FeedGap', cursor: 'g', gapReason: 'RETENTION', missed: null }

describe('the wait between attempts', () => {
  it('is anything between nothing and a limit that doubles up to the longest', () => {
    const backOff = { firstMs: 100, longestMs: 1_000 }
    const longest = [1, 2, 3, 4, 5, 6, 400].map((failures) => waitAfter(failures, backOff, () => 0.999999))
    expect(longest).toEqual([99, 199, 399, 799, 999, 999, 999])
    expect(waitAfter(4, backOff, () => 0)).toBe(0)
  })
})

describe('the book of levels', () => {
  it('has a cursor only when the snapshot is complete', () => {
    const book = new StockBook()
    expect(book.apply(part('s', false, level('a', 1)))).toBe(false)
    expect([book.cursor, book.levels.size]).toEqual([null, 0])
    expect(book.apply(part('s', true, level('b', 1)))).toBe(true)
    expect([book.cursor, [...book.levels.keys()]]).toEqual(['s', ['a', 'b']])
  })

  it('forgets half a snapshot when the connection is a new one', () => {
    const book = new StockBook()
    book.apply(part('s', false, level('gone', 1)))
    book.beginConnection()
    book.apply(part('s', true, level('b', 1)))
    expect([...book.levels.keys()]).toEqual(['b'])
  })

  it('takes a change only when its version is higher, and counts what it covers', () => {
    const book = new StockBook()
    book.apply(part('s', true, level('a', 5)))
    expect(book.apply(change('c1', level('a', 5)))).toBe(false)
    expect(book.apply(change('c2', level('a', 8, 3), 2))).toBe(true)
    expect(book.levels.get('a')?.available).toBe(3)
    expect(book.cursor).toBe('c2')
    expect(book.counts).toEqual({ changes: 1, coalesced: 2, repeated: 1, snapshots: 1, gaps: 0 })
  })

  it('shows the old state during a gap, keeps no cursor, and then takes lower versions too', () => {
    const book = new StockBook()
    book.apply(part('s', true, level('a', 50)))
    book.apply(gap)
    expect([book.cursor, book.stored(), book.levels.get('a')?.version]).toEqual([null, null, 50])
    book.apply(part('n', true, level('a', 2)))
    expect([book.cursor, book.levels.get('a')?.version, book.counts.gaps]).toEqual(['n', 2, 1])
  })

  it('shows the same however often the end of a history is replayed', () => {
    const history = Array.from({ length: 20 }, (_, index) => change(`c${index}`, level('a', index + 2)))
    fc.assert(
      fc.property(fc.array(fc.nat(19), { maxLength: 5 }), (restarts) => {
        const book = new StockBook()
        book.apply(part('s', true, level('a', 1)))
        for (const from of [0, ...restarts]) for (const event of history.slice(from)) book.apply(event)
        expect(book.counts.changes).toBe(20)
        expect(book.levels.get('a')?.version).toBe(21)
      }),
    )
  })
})

describe('the shelf', () => {
  it('gives back what was stored, and nothing when it is no book', async () => {
    const storage = memoryStorage()
    const shelf = new Shelf(storage, 'key', 0)
    const book = { cursor: 'c', levels: [level('a', 1)] }
    await shelf.now(book)
    expect(await shelf.read()).toEqual(book)
    await storage.setItem('key', '{"cursor":4}')
    expect(await shelf.read()).toBeNull()
    await storage.setItem('key', 'not json')
    expect(await shelf.read()).toBeNull()
  })

  it('removes what is no longer true, and survives a storage that fails', async () => {
    const storage = memoryStorage()
    const shelf = new Shelf(storage, 'key', 0)
    await shelf.now({ cursor: 'c', levels: [] })
    await shelf.now(null)
    expect(await storage.getItem('key')).toBeNull()
    const broken = new Shelf({ ...storage, setItem: () => Promise.reject(new Error('full')) }, 'key', 0)
    await broken.now({ cursor: 'c', levels: [] })
    expect(await broken.read()).toBeNull()
  })
})

describe('the app state', () => {
  it('pauses in the background, not while inactive, and stops following', () => {
    const calls: string[] = []
    const listeners = new Set<(state: string) => void>()
    const stop = followAppState(
      {
        currentState: 'active',
        addEventListener: (_type, listener) => {
          listeners.add(listener)
          return { remove: () => void listeners.delete(listener) }
        },
      },
      { pause: () => calls.push('pause'), resume: () => calls.push('resume') },
    )
    for (const state of ['inactive', 'background', 'active']) for (const tell of listeners) tell(state)
    expect(calls).toEqual(['resume', 'pause', 'resume'])
    stop()
    expect(listeners.size).toBe(0)
  })
})

describe('the store of one SKU', () => {
  it('adds up its warehouses and stays the same object until it changes', () => {
    const other = { ...level('b', 1, 4), sku: level('a', 1).sku }
    const state = {
      status: 'live' as const,
      stale: false,
      error: null,
      connections: 1,
      counts: { changes: 0, coalesced: 0, repeated: 0, snapshots: 1, gaps: 0 },
      levels: new Map([
        ['a', level('a', 1, 3)],
        ['b', other],
        ['c', level('c', 1, 100)],
      ]),
    }
    const store = skuStore({ subscribe: () => () => {}, getSnapshot: () => state }, 'sku-a')
    const first = store.getSnapshot()
    expect(first).toEqual({ available: 7, status: 'live', stale: false })
    state.levels.set('c', level('c', 2, 99))
    expect(store.getSnapshot()).toBe(first)
    state.levels.set('a', level('a', 2, 2))
    expect(store.getSnapshot().available).toBe(6)
    expect(
      skuStore({ subscribe: () => () => {}, getSnapshot: () => state }, 'sku-z').getSnapshot().available,
    ).toBeNull()
  })
})
