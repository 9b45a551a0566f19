import { WAREHOUSES } from './parties.ts'
import type { Merchandise } from './products.ts'
import { randomOf } from './random.ts'

/** Units of a SKU that can be sold from one warehouse, after all deductions. */
export interface Availability {
  skuCode: string
  warehouseCode: string
  available: number
}

/** Products at the head of the catalogue that are never scarce: demonstrations sell and watch them. */
const ALWAYS_STOCKED = 20
/** Shares of the other stock levels: sold out, and low (below the default alert threshold of 10). */
const SOLD_OUT = 0.02
const LOW = 0.04

/** Which warehouses hold a SKU: most are in the hub, under half in Yiwu, a fifth overseas. */
function placesOf(skuCode: string, always: boolean): string[] {
  const random = randomOf(`places ${skuCode}`)
  const [hub, yiwu, overseas] = WAREHOUSES.map(({ code }) => code) as [string, string, string]
  const inHub = random.chance(0.93) || always
  const inYiwu = random.chance(0.42) || !inHub
  return [...(inHub ? [hub] : []), ...(inYiwu ? [yiwu] : []), ...(random.chance(0.2) ? [overseas] : [])]
}

/** One entry for each stock level there is, in catalogue order. */
export function availabilities(products: readonly Merchandise[]): Availability[] {
  const scarceable: Availability[] = []
  const all = products.flatMap(({ skus }, index) =>
    skus.flatMap(({ code }) =>
      placesOf(code, index < ALWAYS_STOCKED).map((warehouseCode) => {
        const random = randomOf(`available ${code} ${warehouseCode}`)
        const always = index < ALWAYS_STOCKED
        const level = {
          skuCode: code,
          warehouseCode,
          available: always ? random.int(12, 60) : random.int(15, 180),
        }
        if (!always) scarceable.push(level)
        return level
      }),
    ),
  )
  const random = randomOf('scarce levels')
  const soldOut = Math.round(all.length * SOLD_OUT)
  const scarce = random.shuffle(scarceable).slice(0, soldOut + Math.round(all.length * LOW))
  scarce.forEach((level, rank) => {
    level.available = rank < soldOut ? 0 : random.int(1, 9)
  })
  return all
}
