import { expect } from 'vitest'

/** Model of the stock, without a database. SKUs and warehouses are indexes. */
export interface Model {
  readonly levels: Map<string, Figures>
  holds: Hold[]
  transfers: { id: string; sku: number; from: number; quantity: number }[]
}

export interface Figures {
  readonly onHand: number
  readonly reserved: number
  readonly safetyStock: number
  readonly incoming: number
}

export interface Hold {
  readonly owner: string
  expired: boolean
  readonly taken: readonly { readonly sku: number; readonly place: number; readonly quantity: number }[]
}

const NOTHING: Figures = { onHand: 0, reserved: 0, safetyStock: 0, incoming: 0 }

export function emptyModel(): Model {
  return { levels: new Map(), holds: [], transfers: [] }
}

export function at(model: Model, sku: number, place: number): Figures {
  return model.levels.get(`${sku}/${place}`) ?? NOTHING
}

export function changeAt(model: Model, sku: number, place: number, by: Partial<Figures>): void {
  const { onHand, reserved, safetyStock, incoming } = at(model, sku, place)
  model.levels.set(`${sku}/${place}`, {
    onHand: onHand + (by.onHand ?? 0),
    reserved: reserved + (by.reserved ?? 0),
    safetyStock: safetyStock + (by.safetyStock ?? 0),
    incoming: incoming + (by.incoming ?? 0),
  })
}

/** Over both warehouses. */
export function available(model: Model, sku: number): number {
  const free = ({ onHand, reserved, safetyStock }: Figures) => Math.max(0, onHand - reserved - safetyStock)
  return free(at(model, sku, 0)) + free(at(model, sku, 1))
}

/** Expired holds give back these SKUs now, and others later. */
export function expireHolds(model: Model, skus: ReadonlySet<number>): void {
  model.holds = model.holds.flatMap((hold) => {
    if (!hold.expired) return [hold]
    for (const { sku, place, quantity } of hold.taken)
      if (skus.has(sku)) changeAt(model, sku, place, { reserved: -quantity })
    const taken = hold.taken.filter(({ sku }) => !skus.has(sku))
    return taken.length > 0 ? [{ ...hold, taken }] : []
  })
}

export function agree<T>(real: T, modelled: T): void {
  expect(real).toEqual(modelled)
}
