import { describe, expect, it } from 'vitest'
import { catalogue, WAREHOUSES } from './catalogue.ts'
import { reservations } from './orders.ts'
import { type SeedStockLevel, stockLevels } from './stock.ts'

const levels = stockLevels()
const products = catalogue()
const available = ({ onHand, reserved, safetyStock }: SeedStockLevel) =>
  Math.max(0, onHand - reserved - safetyStock)
const keyOf = ({ skuCode, warehouseCode }: { skuCode: string; warehouseCode: string }) =>
  `${skuCode} ${warehouseCode}`
const share = (test: (level: SeedStockLevel) => boolean) => levels.filter(test).length / levels.length

describe('the stock levels', () => {
  it('give every SKU one to three warehouses, most of them the hub', () => {
    expect(new Set(levels.map(keyOf)).size).toBe(levels.length)
    const bySku = Map.groupBy(levels, ({ skuCode }) => skuCode)
    expect([...bySku.keys()]).toEqual(products.flatMap(({ skus }) => skus.map(({ code }) => code)))
    for (const places of bySku.values()) expect(places.length).toBeLessThanOrEqual(WAREHOUSES.length)
    const inHub = levels.filter(({ warehouseCode }) => warehouseCode === 'GZ-HUB').length
    expect(inHub / bySku.size).toBeGreaterThan(0.9)
    for (const { code } of WAREHOUSES)
      expect(levels.some(({ warehouseCode }) => warehouseCode === code)).toBe(true)
  })

  it('are whole numbers from zero up, with enough on hand for what is reserved', () => {
    for (const { onHand, reserved, safetyStock, incoming } of levels) {
      for (const number of [onHand, reserved, safetyStock, incoming]) {
        expect(Number.isInteger(number) && number >= 0).toBe(true)
      }
      expect(onHand).toBeGreaterThanOrEqual(reserved)
    }
  })

  it('are low in about 6 of 100 places and sold out in about 2', () => {
    expect(share((level) => available(level) < 10)).toBeCloseTo(0.06, 2)
    expect(share((level) => available(level) === 0)).toBeCloseTo(0.02, 2)
  })

  it('keep the first 20 products between 12 and 60 everywhere, and always in the hub', () => {
    const first = products.slice(0, 20).flatMap(({ skus }) => skus.map(({ code }) => code))
    const theirs = levels.filter(({ skuCode }) => first.includes(skuCode))
    expect(theirs.filter(({ warehouseCode }) => warehouseCode === 'GZ-HUB')).toHaveLength(first.length)
    for (const level of theirs) {
      expect(available(level)).toBeGreaterThanOrEqual(12)
      expect(available(level)).toBeLessThanOrEqual(60)
    }
  })

  it('reserve exactly what the open storefront orders hold', () => {
    const held = Map.groupBy(reservations(new Date('2026-03-01T08:00:00Z')), keyOf)
    expect(held.size).toBeGreaterThan(10)
    const expected = levels.map((level) =>
      (held.get(keyOf(level)) ?? []).reduce((sum, { quantity }) => sum + quantity, 0),
    )
    expect(levels.map(({ reserved }) => reserved)).toEqual(expected)
    for (const key of held.keys()) expect(levels.map(keyOf)).toContain(key)
  })

  it('are what the retail shops offer', () => {
    const sellable = new Map<string, number>()
    for (const level of levels) {
      sellable.set(level.skuCode, (sellable.get(level.skuCode) ?? 0) + available(level))
    }
    const retail = products.flatMap(({ listings }) =>
      listings.filter(({ platform }) => platform !== 'ALIBABA_1688'),
    )
    expect(retail).toHaveLength(216 + 137)
    for (const { code, quantity } of retail.flatMap(({ skus }) => skus))
      expect(quantity).toBe(sellable.get(code))
  })
})
