import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { adjustStock } from '../../src/inventory/adjust-stock.ts'
import { inventoryWithAlerts } from '../support/alerts.ts'
import type { LevelFixture } from '../support/fixtures.ts'
import type { Counts } from './counts.ts'
import { globalId } from './global-id.ts'
import { Random } from './random.ts'
import type { World } from './world.ts'

/** A change that was acknowledged to its writer: it must be in the ledger. */
export interface Acknowledged {
  readonly levelId: string
  readonly version: number
  readonly onHand: number
}

export interface WriterOptions {
  readonly writers: number
  /** Changes per second, of all together. */
  readonly rate: number
  readonly seed: number
  readonly counts: Counts
}

/** How long a writer waits after a failure before it tries the same change again, ms. */
const AGAIN_MS = 100

const ADJUST = /* GraphQL */ `
  mutation Adjust($input: AdjustStockInput!) {
    adjustStock(input: $input) {
      stockLevel { version onHand }
      userErrors { code }
    }
  }
`

/**
 * Writers who change stock until they are stopped: every third through a gateway, the others straight in the
 * database. An answer that was lost is asked for again under the same key, so every change is made once.
 */
export function startWriters(world: World, options: WriterOptions) {
  const stopping = new AbortController()
  const acknowledged: Acknowledged[] = []
  const running = Array.from({ length: options.writers }, (_, number) =>
    write(world, options, number, acknowledged, stopping.signal),
  )
  return {
    acknowledged,
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function write(
  world: World,
  { writers, rate, seed, counts }: WriterOptions,
  number: number,
  acknowledged: Acknowledged[],
  signal: AbortSignal,
): Promise<void> {
  const random = new Random(seed + 1_000 * (number + 1))
  const change = number % 3 === 2 ? throughGateway(world, random) : straight(world)
  while (!signal.aborted) {
    const level = random.pick(world.levels)
    const delta = random.pick([-9, -4, -1, 1, 4, 9])
    const answer = await untilKnown(() => change(level, delta), counts)
    if (answer) acknowledged.push(answer)
    await delay((2_000 * random.next() * writers) / rate, undefined, { signal }).catch(() => {})
  }
}

/** Null when it was refused. Also who is to stop waits: what is under way could be committed after the end. */
async function untilKnown(
  attempt: () => Promise<Acknowledged | null>,
  counts: Counts,
): Promise<Acknowledged | null> {
  for (;;) {
    try {
      const answer = await attempt()
      counts.add(answer ? 'changes acknowledged' : 'changes refused')
      return answer
    } catch {
      counts.add('changes tried again')
      await delay(AGAIN_MS)
    }
  }
}

type Change = (level: LevelFixture, delta: number) => Promise<Acknowledged | null>

function straight({ database }: World): Change {
  const deps = inventoryWithAlerts(database.prisma)
  return withOneKey(async ({ levelId, skuId, warehouseId }, delta, idempotencyKey) => {
    const result = await adjustStock(deps, { skuId, warehouseId, delta, idempotencyKey }, 'chaos')
    return result.ok ? { levelId, ...result.value.level } : null
  })
}

function throughGateway({ gateways, authorization }: World, random: Random): Change {
  return withOneKey(async ({ levelId, skuId, warehouseId }, delta, idempotencyKey) => {
    const input = {
      skuId: globalId('Sku', skuId),
      warehouseId: globalId('Warehouse', warehouseId),
      delta,
      idempotencyKey,
    }
    const response = await fetch(random.pick(gateways).graph, {
      method: 'POST',
      signal: AbortSignal.timeout(5_000),
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: ADJUST, variables: { input } }),
    })
    const { data } = (await response.json()) as {
      data?: { adjustStock: { stockLevel: Omit<Acknowledged, 'levelId'> | null; userErrors: unknown[] } }
    }
    if (!data?.adjustStock) throw new Error('the gateway could not')
    const { stockLevel } = data.adjustStock
    return stockLevel && { levelId, ...stockLevel }
  })
}

/** Attempts at the same change follow each other: they share its key. */
function withOneKey(
  send: (level: LevelFixture, delta: number, key: string) => Promise<Acknowledged | null>,
): Change {
  let key: string | null = null
  return async (level, delta) => {
    key ??= randomUUID()
    const answer = await send(level, delta, key)
    key = null
    return answer
  }
}
