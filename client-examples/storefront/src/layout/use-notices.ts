import { useEffect, useState } from 'react'
import { useQuery, useSubscription } from 'urql'
import {
  BackInStockDocument,
  type BackInStockSubscription,
  CameBackDocument,
} from '../../../generated/storefront/graphql.ts'
import { useStore } from '../../../shared-web/store/store.ts'
import { settings } from '../settings/settings.ts'
import { noticePlace } from './notice-place.ts'

type Event = BackInStockSubscription['backInStock']
export type Notice = Extract<Event, { __typename: 'BackInStockNotice' }>['request']

/**
 * SKUs that are back and not yet shown: the feed from where this browser stopped reading it. Before it ever read there is
 * no such place; then the list of what came back says what happened since the customer's last visit.
 */
export function useNotices(subject: string): [readonly Notice[], (id: string) => void] {
  const { locale } = useStore(settings)
  const [place] = useState(() => noticePlace(subject))
  const [begun] = useState(place.get)
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const show = (found: readonly Notice[], cursor: string | null) => {
    const ids = new Set(found.map(({ id }) => id))
    setNotices((shown) => [...shown.filter(({ id }) => !ids.has(id)), ...found])
    const seen = [place.get().seen, ...found.flatMap(({ notifiedAt }) => notifiedAt ?? [])].sort().at(-1)
    place.set({ cursor: cursor ?? place.get().cursor, seen: seen ?? begun.seen })
  }
  useSubscription(
    { query: BackInStockDocument, variables: { locale, ...(begun.cursor && { after: begun.cursor }) } },
    (_, data) => {
      const event = data.backInStock
      show(event.__typename === 'BackInStockNotice' ? [event.request] : [], event.cursor)
      return data
    },
  )
  const [{ data }] = useQuery({
    query: CameBackDocument,
    variables: { locale },
    requestPolicy: 'network-only',
    pause: begun.cursor !== null,
  })
  const cameBack = data?.backInStockRequests?.nodes
  // Once for each answer: `show` is another function at every drawing.
  useEffect(() => {
    const missed = cameBack?.filter(({ notifiedAt }) => notifiedAt && notifiedAt > begun.seen)
    if (missed?.length) show(missed, null)
  }, [cameBack])
  return [notices, (gone) => setNotices((shown) => shown.filter(({ id }) => id !== gone))]
}
