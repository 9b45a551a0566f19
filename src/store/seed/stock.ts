import { WAREHOUSES } from '../../../seed/catalogue.ts'
import { stockLevels } from '../../../seed/stock.ts'
import type { Prisma } from '../generated/client.ts'
import { alertRows } from './alerts.ts'
import { levelId, movementId, orderId, placeKey, skuId, warehouseId } from './ids.ts'
import { incomingTables } from './incoming.ts'
import { heldReservations, type LedgerEntry, ledgers } from './ledger.ts'
import type { SeedOptions } from './options.ts'
import { proposalRows } from './proposals.ts'
import { type TableRows, tableRows } from './table-rows.ts'

/** Warehouses, levels, the ledger behind them, what is reserved and what is incoming, and the alerts that are open with what to order. */
export function stockTables({ now }: SeedOptions): TableRows[] {
  const ledgerOf = ledgers(now)
  const levels = stockLevels()
  const warehouses: Prisma.WarehouseCreateManyInput[] = WAREHOUSES.map((warehouse) => ({
    id: warehouseId(warehouse.code),
    ...warehouse,
  }))
  const levelRows: Prisma.StockLevelCreateManyInput[] = levels.map(
    ({ onHand, reserved, safetyStock, incoming, ...place }) => {
      const last = ledgerOf.get(placeKey(place))?.at(-1)
      return {
        id: levelId(place),
        skuId: skuId(place.skuCode),
        warehouseId: warehouseId(place.warehouseCode),
        onHand,
        reserved,
        safetyStock,
        incoming,
        version: last?.levelVersion ?? 0,
        updatedAt: last?.occurredAt ?? now,
      }
    },
  )
  const movements = [...ledgerOf.values()].flat().map(movementRow)
  const alerts = alertRows(levels, ledgerOf, now)
  return [
    tableRows('warehouse', warehouses),
    tableRows('stock_level', levelRows),
    tableRows('stock_movement', movements),
    tableRows('reservation', reservationRows(now)),
    tableRows('inventory_alert', alerts),
    tableRows('replenishment_proposal', proposalRows(alerts, levels, ledgerOf, now)),
    ...incomingTables(levels, now),
  ]
}

function movementRow({ skuCode, warehouseCode, ...entry }: LedgerEntry): Prisma.StockMovementCreateManyInput {
  return {
    id: movementId({ skuCode, warehouseCode }, entry.levelVersion),
    skuId: skuId(skuCode),
    warehouseId: warehouseId(warehouseCode),
    ...entry,
  }
}

function reservationRows(now: Date): Prisma.ReservationCreateManyInput[] {
  return heldReservations(now).map(({ order, skuCode, warehouseCode, quantity, expiresAt }) => ({
    id: `reservation-${order.number.replace('HG-', '')}-${placeKey({ skuCode, warehouseCode })}`,
    skuId: skuId(skuCode),
    warehouseId: warehouseId(warehouseCode),
    quantity,
    status: 'ACTIVE',
    ownerType: 'order',
    ownerId: orderId(order.number),
    expiresAt,
    createdAt: order.placedAt,
  }))
}
