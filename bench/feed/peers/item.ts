import { Buffer } from 'node:buffer'
import type { FeedEvent } from '../../../src/domain/feed-event.ts'

export const EPOCH = 'be'

/** A change as a GraphQL server without layers of its own would publish it: ready for the resolvers. */
export function itemOf({ seq, payload }: FeedEvent) {
  if (payload.topic !== 'stock') throw new Error(`the benchmark has no ${payload.topic} events`)
  const { level, occurredAt } = payload
  return {
    __typename: 'StockChange' as const,
    cursor: Buffer.from(`${EPOCH}:${seq}`).toString('base64url'),
    skuId: globalId('Sku', level.skuId),
    coalesced: 0,
    occurredAt,
    level: {
      id: globalId('StockLevel', level.id),
      available: level.onHand - level.reserved - level.safetyStock,
      version: level.version,
      updatedAt: level.updatedAt,
    },
  }
}

export type Item = ReturnType<typeof itemOf>

/** Message to a GraphQL client with this operation id. */
export function messageOf(event: FeedEvent, id: string): string {
  return `{"id":"${id}","type":"next","payload":${JSON.stringify({ data: { stockChanges: itemOf(event) } })}}`
}

export const topicOf = (globalSkuId: string) => `stock:${globalSkuId}`

function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64')
}
