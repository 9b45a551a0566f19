import { randomUUID } from 'node:crypto'
import type { Graph } from './graph.ts'

/** A level as the graph shows it. */
interface Level {
  readonly onHand: number
  readonly reserved: number
  readonly safetyStock: number
  readonly available: number
  readonly version: number
  readonly warehouse: { readonly id: string }
}

export interface Prop {
  readonly skuId: string
  levels(): Promise<readonly Level[]>
  available(): Promise<number>
  /** Sets the units available over all warehouses, all of them in one. */
  set(pieces: number): Promise<void>
  /** Who moved it since the instant, other than the attack itself. */
  strangers(since: Date): Promise<string[]>
  restore(): Promise<void>
}

const LEVELS = `query ($id: ID!) { sku(id: $id) { stockLevels { onHand reserved safetyStock available version warehouse { id } } } }`
const MOVEMENTS = `query ($id: ID!) { sku(id: $id) { movements(first: 100) { nodes { actor occurredAt } } } }`
const ADJUST = `mutation ($input: AdjustStockInput!) { adjustStock(input: $input) { userErrors { code message } } }`
const OURS = /^(operator:attack|customer:attack|operator:|customer:)/

/** SKUs that are not bought to order, stocked in at least `warehouses`: their stock is set, and restored afterwards. */
export async function props(graph: Graph, count: number, warehouses = 1): Promise<Prop[]> {
  const { products } = await graph.ask<{
    products: { nodes: { skus: { id: string; buyToOrder: boolean; stockLevels: unknown[] }[] }[] }
  }>('operator', '{ products(first: 50) { nodes { skus { id buyToOrder stockLevels { version } } } } }')
  const fitting = products.nodes
    .flatMap((product) => product.skus)
    .filter((sku) => !sku.buyToOrder && sku.stockLevels.length >= warehouses)
  // From somewhere in the middle, so that attacks at the same time seldom meet.
  const start = Math.floor(Math.random() * Math.max(1, fitting.length - count))
  const chosen = fitting.slice(start, start + count)
  if (chosen.length < count) throw new Error('the gateway has too few SKUs with stock: seed it first')
  return Promise.all(chosen.map((sku) => propOf(graph, sku.id)))
}

async function propOf(graph: Graph, skuId: string): Promise<Prop> {
  const levels = async () =>
    (await graph.ask<{ sku: { stockLevels: Level[] } }>('operator', LEVELS, { id: skuId })).sku.stockLevels
  const before = await levels()

  async function setOnHand(warehouseId: string, onHandOf: (level: Level) => number): Promise<void> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const level = (await levels()).find((one) => one.warehouse.id === warehouseId)
      if (!level) return
      const setOnHand = Math.max(0, onHandOf(level))
      if (setOnHand === level.onHand) return
      const input = {
        skuId,
        warehouseId,
        setOnHand,
        expectedVersion: level.version,
        idempotencyKey: randomUUID(),
      }
      const answer = await graph.word('operator', ADJUST, { input })
      if (answer === 'ok') return
      if (answer !== 'VERSION_CONFLICT') throw new Error(`stock could not be set: ${answer}`)
    }
    throw new Error('stock could not be set: somebody else moves it all the time')
  }

  return {
    skuId,
    levels,
    available: async () => (await levels()).reduce((sum, level) => sum + level.available, 0),
    async set(pieces) {
      for (const [index, { warehouse }] of before.entries())
        await setOnHand(
          warehouse.id,
          (level) => level.reserved + level.safetyStock + (index === 0 ? pieces : 0),
        )
    },
    async strangers(since) {
      const { sku } = await graph.ask<{
        sku: { movements: { nodes: { actor: string | null; occurredAt: string }[] } }
      }>('operator', MOVEMENTS, { id: skuId })
      return sku.movements.nodes
        .filter(
          ({ actor, occurredAt }) => Date.parse(occurredAt) >= since.getTime() && !OURS.test(actor ?? ''),
        )
        .map(({ actor }) => actor ?? 'somebody')
    },
    async restore() {
      for (const level of before)
        await setOnHand(level.warehouse.id, (now) => level.onHand - level.reserved + now.reserved)
    },
  }
}
