import { useCallback, useMemo, useState } from 'react'
import { useFeed } from '../../gateway/use-feed.ts'
import { graphql, type LevelChangesSubscription } from '../../graph.ts'

const LEVEL_CHANGES = graphql(`
  subscription LevelChanges($skuIds: [ID!], $after: String) {
    stockChanges(skuIds: $skuIds, snapshot: true, after: $after) {
      ... on StockSnapshot {
        cursor
        levels { id onHand reserved safetyStock incoming available version updatedAt }
      }
      ... on StockChange {
        cursor
        level { id onHand reserved safetyStock incoming available version updatedAt }
      }
      ... on FeedGap { cursor }
    }
  }
`)

type Change = Extract<LevelChangesSubscription['stockChanges'], { __typename: 'StockChange' }>
type Figures = Change['level']

interface Versioned {
  readonly id: string
  readonly version: number
}

/** The figures of levels as they are now: the feed's, if newer than the query's. */
export function useLiveLevels(skuIds: readonly string[], onChange?: (level: Figures) => void) {
  const [latest, setLatest] = useState<ReadonlyMap<string, Figures>>(new Map())
  const key = skuIds.join()
  const variables = useMemo(() => (key ? { skuIds: key.split(',') } : null), [key])
  useFeed(LEVEL_CHANGES, variables, ({ stockChanges: event }) => {
    if (event.__typename === 'FeedGap') return
    const levels = event.__typename === 'StockSnapshot' ? event.levels : [event.level]
    setLatest((now) => {
      const next = new Map(now)
      for (const level of levels)
        if ((next.get(level.id)?.version ?? 0) < level.version) next.set(level.id, level)
      return next
    })
    for (const level of levels) onChange?.(level)
  })
  return useCallback(
    <Level extends Versioned>(level: Level): Level => {
      const known = latest.get(level.id)
      return known && known.version > level.version ? { ...level, ...known } : level
    },
    [latest],
  )
}
