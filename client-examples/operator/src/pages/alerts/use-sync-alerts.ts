import { useState } from 'react'
import { useFeed } from '../../gateway/use-feed.ts'
import { graphql, type SyncAlertsSubscription } from '../../graph.ts'

const SYNC_ALERTS = graphql(`
  subscription SyncAlerts($after: String) {
    syncAlerts(snapshot: true, after: $after) {
      ... on SyncAlert { cursor id kind status message occurredAt shop { id name } }
      ... on FeedGap { cursor }
    }
  }
`)

export type SyncAlert = Extract<SyncAlertsSubscription['syncAlerts'], { __typename: 'SyncAlert' }>

const ALL = {}
const KEPT = 200

/** Alerts of synchronisation: those that were open when the page was, and what came since. The newest first. */
export function useSyncAlerts(): readonly SyncAlert[] {
  const [alerts, setAlerts] = useState<readonly SyncAlert[]>([])
  useFeed(SYNC_ALERTS, ALL, ({ syncAlerts: event }) => {
    if (event.__typename === 'SyncAlert')
      setAlerts((now) => [event, ...now.filter(({ id }) => id !== event.id)].slice(0, KEPT))
    // The state follows a gap: all open alerts come again.
    else setAlerts([])
  })
  return alerts
}
