import { expect, it } from 'vitest'
import { alertRows } from './alerts.ts'
import type { LedgerEntry } from './ledger.ts'

const NOW = new Date('2026-03-31T00:00:00Z')
const place = { skuCode: 'TEA-1', warehouseCode: 'GZ' }

/** A ledger of this quantity on hand at each of the first days of March. */
function ledgerOf(...onHand: number[]): LedgerEntry[] {
  return onHand.map((onHandAfter, index) => ({
    ...place,
    delta: onHandAfter - (onHand[index - 1] ?? 0),
    reservedDelta: 0,
    reason: 'ADJUSTMENT',
    onHandAfter,
    reservedAfter: 0,
    levelVersion: index + 1,
    reference: '',
    actor: '',
    occurredAt: new Date(Date.UTC(2026, 2, index + 1)),
  }))
}

function alertsAfter(safetyStock: number, ...onHand: number[]) {
  const level = { ...place, onHand: onHand.at(-1) ?? 0, reserved: 0, safetyStock, incoming: 0 }
  return alertRows([level], new Map([['TEA-1-GZ', ledgerOf(...onHand)]]), NOW).map((alert) => ({
    kind: alert.kind,
    available: alert.available,
    day: new Date(alert.openedAt ?? 0).getUTCDate(),
  }))
}

it('says nothing of a level that is at the threshold again', () => {
  expect(alertsAfter(0, 20, 5, 10)).toEqual([])
})

it('opened at the last crossing, with what was available then', () => {
  expect(alertsAfter(0, 20, 5, 20, 8, 7, 3)).toEqual([{ kind: 'LOW_STOCK', available: 8, day: 4 }])
})

it('opened both kinds for a level that is empty, each at its own crossing', () => {
  expect(alertsAfter(2, 20, 11, 2)).toEqual([
    { kind: 'LOW_STOCK', available: 9, day: 2 },
    { kind: 'OUT_OF_STOCK', available: 0, day: 3 },
  ])
})
