/** What the tests subscribe to: nothing but the event itself, so that no database is asked. */
export const STOCK = /* GraphQL */ `
  subscription Stock($skuIds: [ID!], $after: String) {
    stockChanges(skuIds: $skuIds, after: $after, snapshot: false) {
      __typename
      ... on StockChange { cursor level { version } }
      ... on FeedGap { gapReason }
    }
  }
`

export const skuId = (local: string) => Buffer.from(`Sku:${local}`).toString('base64')

/** Versions in `next` messages of `STOCK`. */
export function versionsIn(
  messages: readonly { readonly type: string; readonly payload?: unknown }[],
): number[] {
  return messages.flatMap(({ type, payload }) => {
    if (type !== 'next') return []
    const { data } = payload as { data: { stockChanges: { level?: { version: number } } } }
    return data.stockChanges.level ? [data.stockChanges.level.version] : []
  })
}
