import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { openingMovements } from './movements.ts'
import { orders } from './orders.ts'
import { stockLevels } from './stock.ts'

const NOW = new Date('2026-03-01T08:00:00Z')
const DAY_MS = 24 * 3600 * 1000
const movements = openingMovements(NOW)
const keyOf = ({ skuCode, warehouseCode }: { skuCode: string; warehouseCode: string }) =>
  `${skuCode} ${warehouseCode}`
const ledgers = Map.groupBy(movements, keyOf)

describe('the opening movements', () => {
  it('sum up to the stock of every level', () => {
    const levels = stockLevels()
    expect([...ledgers.keys()]).toEqual(levels.map(keyOf))
    const sums = [...ledgers.values()].map((ledger) => ledger.reduce((sum, { delta }) => sum + delta, 0))
    expect(sums).toEqual(levels.map(({ onHand }) => onHand))
  })

  it('carry the level after each of them, which is never below zero', () => {
    for (const ledger of ledgers.values()) {
      let level = 0
      for (const { delta, onHandAfter } of ledger) {
        level += delta
        expect(delta).not.toBe(0)
        expect(onHandAfter).toBe(level)
        expect(level).toBeGreaterThanOrEqual(0)
      }
    }
  })

  it('begin with a receipt before the first order and stay in order of time', () => {
    const firstOrder = Math.min(...orders(NOW).map(({ placedAt }) => placedAt.getTime()))
    for (const ledger of ledgers.values()) {
      expect(ledger[0]?.reason).toBe('RECEIPT')
      const times = ledger.map(({ occurredAt }) => occurredAt.getTime())
      expect(times[0]).toBeLessThan(firstOrder)
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      expect(times.at(-1)).toBeLessThan(NOW.getTime())
    }
  })

  it('tell a month of business for the first 60 SKUs', () => {
    const codes = catalogue().flatMap(({ skus }) => skus.map(({ code }) => code))
    const recent = movements.filter(({ occurredAt }) => NOW.getTime() - occurredAt.getTime() < 30 * DAY_MS)
    const invented = recent.filter(({ reference }) => !reference.startsWith('HG-'))
    expect(new Set(invented.map(({ skuCode }) => skuCode))).toEqual(new Set(codes.slice(0, 60)))
    expect(new Set(invented.map(({ reason }) => reason))).toEqual(
      new Set(['SALE', 'RETURN', 'STOCKTAKE', 'RECEIPT']),
    )
  })

  it('take from the shelf what the shipped orders were served from stock, once', () => {
    const shipped = orders(NOW).filter(({ events }) => events.some(({ to }) => to === 'SHIPPED'))
    const expected = shipped.flatMap(({ number, lines }) =>
      lines.flatMap(({ skuCode, warehouseCode, quantity }) =>
        warehouseCode ? [`${number} ${skuCode} ${warehouseCode} ${-quantity}`] : [],
      ),
    )
    const sold = movements
      .filter(({ reference }) => reference.startsWith('HG-'))
      .map(
        ({ reference, skuCode, warehouseCode, delta }) => `${reference} ${skuCode} ${warehouseCode} ${delta}`,
      )
    expect(expected.length).toBeGreaterThan(20)
    expect(sold.toSorted()).toEqual(expected.toSorted())
  })
})
