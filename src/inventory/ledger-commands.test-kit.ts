import fc from 'fast-check'
import { v7 } from 'uuid'
import { type Outcome, outcome } from '../domain/user-error.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { adjustStock } from './adjust-stock.ts'
import { cancelTransfer, receiveTransfer } from './close-transfer.ts'
import type { InventoryDeps } from './deps.ts'
import { dispatchTransfer } from './dispatch-transfer.ts'
import {
  agree,
  at,
  available,
  changeAt,
  expireHolds,
  type Hold,
  type Model,
} from './ledger-model.test-kit.ts'
import { recordStocktake } from './record-stocktake.ts'
import { consume, makePermanent, release, releaseExpired } from './release.ts'
import { reserve } from './reserve.ts'
import { setSafetyStock } from './set-safety-stock.ts'
import { transferStock } from './transfer-stock.ts'

/** The application that the model is compared with: two SKUs in two warehouses, by index. */
export interface Real {
  readonly deps: InventoryDeps
  readonly skus: readonly string[]
  readonly warehouses: readonly string[]
}

type Command = fc.AsyncCommand<Model, Real>
const command = (text: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => text,
})

const BY = 'test'
const PAST = new Date('2026-01-01T00:00:00Z')
const index = fc.nat(1)
const pieces = fc.integer({ min: 1, max: 12 })
const key = () => ({ idempotencyKey: v7() })

/** The item that the number points at, modulo the length; undefined for an empty list. */
const pick = <T>(items: readonly T[], number: number): T | undefined => items[number % items.length]

function inTransaction<T>({ deps }: Real, work: (tx: Tx) => Promise<T>): Promise<Outcome<T>> {
  return outcome(() => transaction(deps.prisma, work))
}

const adjust = fc
  .tuple(
    index,
    index,
    fc.integer({ min: -15, max: 25 }).filter((delta) => delta !== 0),
  )
  .map(([sku, place, delta]) =>
    command(`adjust ${sku}/${place} by ${delta}`, async (model, { deps, skus, warehouses }) => {
      const input = { skuId: skus[sku], warehouseId: warehouses[place], delta, ...key() }
      const { ok } = await adjustStock(deps, input, BY)
      agree(ok, at(model, sku, place).onHand + delta >= 0)
      if (ok) changeAt(model, sku, place, { onHand: delta })
    }),
  )

const keepBack = fc.tuple(index, index, fc.nat(5)).map(([sku, place, safetyStock]) =>
  command(`keep ${safetyStock} of ${sku}/${place}`, async (model, { deps, skus, warehouses }) => {
    const input = { skuId: skus[sku], warehouseId: warehouses[place], safetyStock, ...key() }
    agree((await setSafetyStock(deps, input, BY)).ok, true)
    changeAt(model, sku, place, { safetyStock: safetyStock - at(model, sku, place).safetyStock })
  }),
)

const stocktake = fc.tuple(index, fc.nat(20), fc.nat(20)).map(([place, ...counted]) =>
  command(`count ${counted} in ${place}`, async (model, { deps, skus, warehouses }) => {
    const counts = counted.map((count, sku) => ({ skuId: skus[sku], counted: count }))
    agree((await recordStocktake(deps, { warehouseId: warehouses[place], counts, ...key() }, BY)).ok, true)
    for (const [sku, count] of counted.entries())
      changeAt(model, sku, place, { onHand: count - at(model, sku, place).onHand })
  }),
)

const hold = fc
  .tuple(
    fc.array(fc.tuple(index, fc.integer({ min: 1, max: 8 })), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([wanted, expired]) =>
    command(`reserve ${JSON.stringify(wanted)}${expired ? ', expired' : ''}`, async (model, real) => {
      const owner = { type: 'order', id: v7() }
      const lines = wanted.map(([sku, quantity]) => ({ skuId: real.skus[sku] ?? '', quantity, field: [] }))
      const request = { lines, owner, expiresAt: expired ? PAST : null, actor: BY }
      const result = await inTransaction(real, (tx) => reserve(tx, real.deps, request))
      const of = (sku: number) =>
        wanted.reduce((sum, [other, quantity]) => sum + (other === sku ? quantity : 0), 0)
      const fits = () => [0, 1].every((sku) => available(model, sku) >= of(sku))
      const touched = new Set(wanted.map(([sku]) => sku))
      if (!fits()) {
        // Expired reservations of these SKUs may be used; if even they are too few, nothing changes.
        const before = structuredClone(model)
        expireHolds(model, touched)
        if (!fits()) Object.assign(model, before)
      }
      agree(result.ok, fits())
      if (!result.ok) return
      const taken = result.value.map(({ skuId, warehouseId, quantity }) => ({
        sku: real.skus.indexOf(skuId),
        place: real.warehouses.indexOf(warehouseId),
        quantity,
      }))
      for (const sku of [0, 1])
        agree(
          taken.reduce((sum, one) => sum + (one.sku === sku ? one.quantity : 0), 0),
          of(sku),
        )
      for (const { sku, place, quantity } of taken) changeAt(model, sku, place, { reserved: quantity })
      model.holds.push({ owner: owner.id, expired, taken })
    }),
  )

const letGo = fc.tuple(fc.constantFrom('release', 'consume', 'keep'), fc.nat(9)).map(([what, number]) =>
  command(`${what} reservation ${number}`, async (model, real) => {
    const held: Hold | undefined = pick(model.holds, number)
    const owner = { type: 'order', id: held?.owner ?? 'nobody' }
    if (what === 'keep') {
      const kept = await inTransaction(real, (tx) => makePermanent(tx, owner))
      agree(kept.ok && kept.value > 0, held !== undefined)
      if (held) held.expired = false
      return
    }
    const close = what === 'release' ? release : consume
    const closed = await inTransaction(real, (tx) => close(tx, real.deps, owner, { actor: BY }))
    const sums = held?.taken ?? []
    // A stocktake may have found less than is promised: then nothing can leave.
    const need = new Map<string, number>()
    for (const { sku, place, quantity } of sums)
      need.set(`${sku}/${place}`, (need.get(`${sku}/${place}`) ?? 0) + quantity)
    const leaves =
      what === 'release' ||
      sums.every(({ sku, place }) => at(model, sku, place).onHand >= (need.get(`${sku}/${place}`) ?? 0))
    agree(closed.ok, leaves)
    if (!closed.ok || !held) return
    agree(closed.value > 0, true)
    for (const { sku, place, quantity } of sums)
      changeAt(model, sku, place, { reserved: -quantity, onHand: what === 'consume' ? -quantity : 0 })
    model.holds = model.holds.filter((other) => other !== held)
  }),
)

const expire = fc.constant(
  command('expire', async (model, { deps }) => {
    await releaseExpired(deps, 1000)
    expireHolds(model, new Set([0, 1]))
  }),
)

const move = fc.tuple(fc.boolean(), index, index, pieces).map(([atOnce, sku, from, quantity]) =>
  command(`${atOnce ? 'transfer' : 'dispatch'} ${quantity} of ${sku} from ${from}`, async (model, real) => {
    const { deps, skus, warehouses } = real
    const input = {
      skuId: skus[sku],
      fromWarehouseId: warehouses[from],
      toWarehouseId: warehouses[1 - from],
      quantity,
      ...key(),
    }
    const { onHand, reserved } = at(model, sku, from)
    const free = onHand - reserved >= quantity
    if (atOnce) {
      agree((await transferStock(deps, input, BY)).ok, free)
      if (!free) return
      changeAt(model, sku, from, { onHand: -quantity })
      changeAt(model, sku, 1 - from, { onHand: quantity })
      return
    }
    const sent = await dispatchTransfer(deps, input, BY)
    agree(sent.ok, free)
    if (!sent.ok) return
    changeAt(model, sku, from, { onHand: -quantity })
    changeAt(model, sku, 1 - from, { incoming: quantity })
    model.transfers.push({ id: sent.value.transferId, sku, from, quantity })
  }),
)

const arrive = fc
  .tuple(fc.constantFrom(true, false, false), fc.nat(9), fc.nat(8))
  .map(([cancelled, number, received]) =>
    command(
      `${cancelled ? 'cancel' : `receive ${received} of`} transfer ${number}`,
      async (model, { deps }) => {
        const transfer = pick(model.transfers, number)
        const id = transfer?.id ?? 'none'
        const closed = cancelled
          ? await cancelTransfer(deps, { id, ...key() }, BY)
          : await receiveTransfer(deps, { id, received, ...key() }, BY)
        agree(closed.ok, transfer !== undefined && (cancelled || received <= transfer.quantity))
        if (!closed.ok || !transfer) return
        const { sku, from, quantity } = transfer
        changeAt(model, sku, 1 - from, { incoming: -quantity, onHand: cancelled ? 0 : received })
        if (cancelled) changeAt(model, sku, from, { onHand: quantity })
        model.transfers = model.transfers.filter((other) => other !== transfer)
      },
    ),
  )

/** Everything that changes stock, in any order. */
export const stockCommands = (maxCommands: number) =>
  fc.commands([adjust, keepBack, stocktake, hold, hold, letGo, expire, move, move, arrive], {
    maxCommands,
    size: 'max',
  })
