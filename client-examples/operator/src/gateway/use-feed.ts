import { useEffect, useRef } from 'react'
import { stringifyDocument, type TypedDocumentNode } from 'urql'
import { useFeeds } from './provider.tsx'

/**
 * Hands every event of a subscription to `onEvent` while the component is shown. Reconnects go on after the last cursor.
 * @param variables give the same object as long as they don't change, or null to watch nothing
 */
export function useFeed<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
  onEvent: (data: Data) => void,
): void {
  const feeds = useFeeds()
  const latest = useRef(onEvent)
  latest.current = onEvent
  const key = variables === null ? null : JSON.stringify(variables)
  useEffect(() => {
    if (key === null) return
    return feeds.subscribe(
      { query: stringifyDocument(document), variables: JSON.parse(key) as Record<string, unknown> },
      { next: ({ data }) => data && latest.current(data as Data), complete: () => {} },
    )
  }, [feeds, document, key])
}
