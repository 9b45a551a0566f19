import { type Fresh, useFresh } from '../../gateway/use-fresh.ts'
import { graphql, type NodeOf, type RunsQuery } from '../../graph.ts'

const RUNS = graphql(`
  query Runs($shopId: ID, $first: Int!) {
    syncRuns(shopId: $shopId, first: $first) {
      totalCount
      nodes {
        id kind status startedAt finishedAt read written failed percent ratePerSecond secondsLeft error
        shop { id name }
      }
    }
  }
`)

export type Run = NodeOf<RunsQuery['syncRuns']>

const FAST_MS = 1_000

/** Runs of a shop, or of all, polled every second, to show progress. */
export function useRuns(shopId: string | null, first: number): Fresh<RunsQuery> {
  return useFresh(RUNS, { shopId, first }, { everyMs: FAST_MS })
}
