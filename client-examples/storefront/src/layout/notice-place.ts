import { keptStore, type Store } from '../../../shared-web/store/store.ts'

/** How far a customer has read the notices of what came back, in this browser. */
export interface NoticePlace {
  /** Of the last event of the feed; null before the first. */
  readonly cursor: string | null
  /** When the last notice that was shown came, or when this browser began to listen. ISO 8601. */
  readonly seen: string
}

export function noticePlace(subject: string): Store<NoticePlace> {
  const store = keptStore<NoticePlace>(`storefront.notices.${subject}`, (found) => {
    const { cursor, seen } = (found ?? {}) as Partial<Record<keyof NoticePlace, unknown>>
    return {
      cursor: typeof cursor === 'string' ? cursor : null,
      seen: typeof seen === 'string' ? seen : new Date().toISOString(),
    }
  })
  store.set(store.get())
  return store
}
