import { z } from 'zod'

/** One SKU in one warehouse that the traffic moves; ids are the gateway's. */
export interface HotLevel {
  skuId: string
  code: string
  warehouseId: string
  available: number
}

export interface GatewayAddress {
  url: string
  token: string
  signal: AbortSignal
}

const HOT_SKUS = 5
/** SKUs that start above this would take minutes to run low. */
const LIVELY_BELOW = 120
const CALL_TIMEOUT_MS = 10_000

const LEVELS =
  '{ products(first: 20) { nodes { skus { id code stockLevels { id onHand available warehouse { id code } } } } } }'

const ADJUST = `mutation($input: AdjustStockInput!) {
  adjustStock(input: $input) { stockLevel { available } userErrors { code message } }
}`

const levelsAnswer = z.object({
  products: z.object({
    nodes: z.array(
      z.object({
        skus: z.array(
          z.object({
            id: z.string(),
            code: z.string(),
            stockLevels: z.array(
              z.object({ available: z.int(), warehouse: z.object({ id: z.string(), code: z.string() }) }),
            ),
          }),
        ),
      }),
    ),
  }),
})

type Sku = z.output<typeof levelsAnswer>['products']['nodes'][number]['skus'][number]

const adjustAnswer = z.object({
  adjustStock: z.object({
    stockLevel: z.object({ available: z.int() }).nullable(),
    userErrors: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
})

/**
 * The few levels that live: of each of the first products of the catalogue the first SKU by code that is not piled
 * high, so that visitors of the first page see something move, and the same ones after a restart.
 */
export async function loadHotLevels(gateway: GatewayAddress): Promise<HotLevel[]> {
  const { products } = await ask(gateway, levelsAnswer, LEVELS)
  const hot = products.nodes.flatMap(({ skus }) => {
    const levels = [...skus].sort((a, b) => (a.code < b.code ? -1 : 1)).flatMap(firstLevel)
    return levels.find((level) => level.available <= LIVELY_BELOW) ?? levels[0] ?? []
  })
  const lively = hot.filter((level) => level.available <= LIVELY_BELOW)
  return (lively.length > 0 ? lively : hot).slice(0, HOT_SKUS)
}

function firstLevel({ id, code, stockLevels }: Sku): HotLevel[] {
  const [level] = [...stockLevels].sort((a, b) => (a.warehouse.code < b.warehouse.code ? -1 : 1))
  return level ? [{ skuId: id, code, warehouseId: level.warehouse.id, available: level.available }] : []
}

/** One adjustStock call: what is available afterwards, or why it was refused. Throws when there is no answer. */
export async function askGateway(
  gateway: GatewayAddress,
  input: Record<string, unknown>,
): Promise<{ available: number; refusal?: never } | { available?: never; refusal: string }> {
  const { adjustStock } = await ask(gateway, adjustAnswer, ADJUST, { input })
  const [error] = adjustStock.userErrors
  if (error) return { refusal: `${error.code} ${error.message}` }
  if (!adjustStock.stockLevel) return { refusal: 'no stock level in the answer' }
  return { available: adjustStock.stockLevel.available }
}

async function ask<T>(
  gateway: GatewayAddress,
  shape: z.ZodType<T>,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<T> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.any([gateway.signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
  })
  const body = z
    .object({ data: z.unknown(), errors: z.array(z.object({ message: z.string() })).optional() })
    .parse(await response.json())
  if (body.errors?.[0]) throw new Error(`gateway: ${body.errors[0].message}`)
  return shape.parse(body.data)
}
