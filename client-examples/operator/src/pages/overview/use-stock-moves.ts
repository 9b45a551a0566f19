import { useCallback, useRef } from 'react'
import type { AlignedData } from 'uplot'
import { useFeed } from '../../gateway/use-feed.ts'
import { graphql, type StockMovesSubscription } from '../../graph.ts'
import { useTick } from '../../ui/use-tick.ts'

const STOCK_MOVES = graphql(`
  subscription StockMoves($after: String) {
    stockChanges(snapshot: false, after: $after) {
      ... on StockChange {
        cursor
        occurredAt
        delta
        reason
        sku { id code }
        warehouse { code name }
        level { id onHand available version }
      }
      ... on StockSnapshot { cursor }
      ... on FeedGap { cursor }
    }
  }
`)

type Change = Extract<StockMovesSubscription['stockChanges'], { __typename: 'StockChange' }>
export type Move = Pick<Change, 'sku' | 'warehouse' | 'level' | 'delta' | 'reason'> & { readonly at: string }

type Point = readonly [at: number, onHand: number, available: number]
const WATCH_ALL = {}
const MOST_POINTS = 600

/** Every change of stock while the page is open: the last of each level, and what it takes to draw them. */
export function useStockMoves() {
  const lastMoves = useRef(new Map<string, Move>())
  const histories = useRef(new Map<string, Point[]>())
  useTick(1_000)
  useFeed(STOCK_MOVES, WATCH_ALL, ({ stockChanges: event }) => {
    if (event.__typename !== 'StockChange') return
    const { level, occurredAt: at, ...move } = event
    // After a reconnect an event may come again.
    if ((lastMoves.current.get(level.id)?.level.version ?? 0) >= level.version) return
    lastMoves.current.delete(level.id)
    lastMoves.current.set(level.id, { ...move, level, at })
    const seconds = Date.parse(at) / 1000
    const points = histories.current.get(level.id) ?? [
      [seconds - 1, level.onHand - move.delta, level.available - move.delta],
    ]
    points.push([seconds, level.onHand, level.available])
    histories.current.set(level.id, points.slice(-MOST_POINTS))
  })
  const chartOf = useCallback((levelId: string | null): AlignedData => {
    const points = [...(histories.current.get(levelId ?? '') ?? [])]
    const last = points.at(-1)
    if (last) points.push([Math.max(last[0], Date.now() / 1000), last[1], last[2]])
    return [points.map(([at]) => at), points.map(([, onHand]) => onHand), points.map((point) => point[2])]
  }, [])
  return { moves: [...lastMoves.current.values()].reverse(), chartOf }
}
