import { describe, expect, it } from 'vitest'
import type { RefundState } from '../../domain/order-line.ts'
import type { FateRefund } from '../../store/marketplace-refund.ts'
import { type FateLine, type FateOrder, lineFates } from './line-fates.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
const order = (changes: Partial<FateOrder> = {}): FateOrder => ({
  status: 'PAID',
  modifiedAt: at(10),
  totalMinor: 15_000n,
  ...changes,
})
/** Two lines, of 100.00 and 50.00, as Taobao tells them. */
const line = (index: number, changes: Partial<FateLine> = {}): FateLine => ({
  externalId: `l${index}`,
  skuId: `s${index}`,
  quantity: 1,
  status: 'PENDING',
  state: 'WAITS',
  refund: 'NONE',
  worthMinor: index === 1 ? 10_000n : 5_000n,
  ...changes,
})
const refund = (status: RefundState, changes: Partial<FateRefund> = {}): FateRefund => ({
  externalId: 'r1',
  lineId: 'l1',
  amountMinor: 10_000n,
  status,
  goodsReturned: false,
  modifiedAt: at(20),
  ...changes,
})
/** As JD tells them: states of the order alone, refunds of the order alone. */
const bare = { state: null, refund: null } as const
const short = (
  lines: readonly FateLine[],
  refunds: readonly FateRefund[] = [],
  of: FateOrder = order(),
): string[] =>
  lineFates(of, lines, refunds).lines.map(({ status, refundPending }) =>
    refundPending ? `${status} waits` : status,
  )

describe('a line that has not left', () => {
  it.each<[string, Partial<FateLine>, FateRefund[], string]>([
    ['lives without a refund', {}, [], 'PENDING'],
    ['waits while a refund is asked for', {}, [refund('REQUESTED')], 'PENDING waits'],
    ['waits while a refund is agreed to', {}, [refund('AGREED')], 'PENDING waits'],
    ['waits while a word is unknown', {}, [refund('UNKNOWN')], 'PENDING waits'],
    ['is over when it was given back', {}, [refund('SUCCEEDED')], 'REFUNDED'],
    ['lives again when the refund was refused', {}, [refund('REFUSED')], 'PENDING'],
    ['lives again when the refund was withdrawn', {}, [refund('CLOSED')], 'PENDING'],
    [
      'lives when a part of the money is asked for',
      {},
      [refund('REQUESTED', { amountMinor: 9_999n })],
      'PENDING',
    ],
    [
      'lives when a part of the money was given back',
      {},
      [refund('SUCCEEDED', { amountMinor: 1n })],
      'PENDING',
    ],
    [
      'is over when parts that were given back add up to it',
      {},
      [
        refund('SUCCEEDED', { amountMinor: 4_000n }),
        refund('SUCCEEDED', { externalId: 'r2', amountMinor: 6_000n }),
      ],
      'REFUNDED',
    ],
    ['waits when only its order tells of a refund', { refund: 'REQUESTED' }, [], 'PENDING waits'],
    [
      'waits when its order tells of money given back, nobody knows how much',
      { refund: 'SUCCEEDED' },
      [],
      'PENDING waits',
    ],
    ['is over when it is closed', { state: 'CLOSED', refund: 'SUCCEEDED' }, [], 'REFUNDED'],
    [
      'is over when it is closed, whatever its refund was when it was read',
      { state: 'CLOSED' },
      [refund('REQUESTED')],
      'REFUNDED',
    ],
  ])('%s', (_name, changes, refunds, expected) => {
    expect(short([line(1, changes), line(2)], refunds)).toEqual([expected, 'PENDING'])
  })

  it('follows the newer word of order and refund', () => {
    const asked = line(1, { refund: 'REQUESTED' })
    expect(short([asked], [refund('REFUSED', { modifiedAt: at(20) })])).toEqual(['PENDING'])
    expect(short([asked], [refund('REFUSED', { modifiedAt: at(5) })])).toEqual(['PENDING waits'])
    const withdrawn = line(1, { refund: 'CLOSED' })
    expect(short([withdrawn], [refund('REQUESTED', { modifiedAt: at(20) })])).toEqual(['PENDING waits'])
    expect(short([withdrawn], [refund('REQUESTED', { modifiedAt: at(5) })])).toEqual(['PENDING'])
  })

  it('comes back to life from what it was taken for', () => {
    expect(short([line(1, { status: 'REFUNDED' })], [refund('CLOSED')])).toEqual(['PENDING'])
  })
})

describe('a line that has left', () => {
  it.each<[string, Partial<FateLine>, FateRefund[], string]>([
    ['stays so while money is asked for', { status: 'SHIPPED' }, [refund('REQUESTED')], 'SHIPPED'],
    ['is sent when its own state says so, whatever its order is', { state: 'SENT' }, [], 'SHIPPED'],
    [
      'is on its way back while the goods are to be returned',
      { state: 'SENT' },
      [refund('AGREED', { goodsReturned: true })],
      'RETURNING',
    ],
    ['is given back', { status: 'DELIVERED', state: 'SENT' }, [refund('SUCCEEDED')], 'REFUNDED'],
    ['never goes back', { status: 'DELIVERED' }, [], 'DELIVERED'],
  ])('%s', (_name, changes, refunds, expected) => {
    expect(short([line(1, changes)], refunds)).toEqual([expected])
  })

  it('went with its order where the platform tells no more', () => {
    const lines = [line(1, bare), line(2, { ...bare, status: 'REFUNDED' })]
    const gone = [refund('SUCCEEDED', { lineId: null, amountMinor: 5_000n })]
    expect(short(lines, gone, order({ status: 'SHIPPED' }))).toEqual(['SHIPPED', 'REFUNDED'])
    expect(short(lines, gone, order({ status: 'COMPLETED' }))).toEqual(['DELIVERED', 'REFUNDED'])
  })
})

describe('a refund that names its order alone', () => {
  const lines = [line(1, bare), line(2, bare)]
  it.each<[string, bigint, string[]]>([
    ['is of the whole order by its sum', 15_000n, ['PENDING waits', 'PENDING waits']],
    ['is of the line by its worth', 10_000n, ['PENDING waits', 'PENDING']],
    ['is of the other line by its worth', 5_000n, ['PENDING', 'PENDING waits']],
    ['is money only when no lines are worth that', 7_000n, ['PENDING', 'PENDING']],
  ])('%s', (_name, amountMinor, expected) => {
    expect(short(lines, [refund('REQUESTED', { lineId: null, amountMinor })])).toEqual(expected)
  })

  it('is of several lines by their sum', () => {
    const three = [...lines, line(3, { ...bare, worthMinor: 1_100n })]
    const both = refund('SUCCEEDED', { lineId: null, amountMinor: 6_100n })
    expect(short(three, [both], order({ totalMinor: 16_100n }))).toEqual(['PENDING', 'REFUNDED', 'REFUNDED'])
  })

  it('is of one of equal lines of the same goods, and a second one of the other', () => {
    const equal = [1, 2].map((index) => line(index, { ...bare, skuId: 's', worthMinor: 5_000n }))
    const one = refund('SUCCEEDED', { lineId: null, amountMinor: 5_000n })
    const of = order({ totalMinor: 11_000n })
    expect(short(equal, [one], of)).toEqual(['REFUNDED', 'PENDING'])
    expect(short(equal, [one, { ...one, externalId: 'r2', status: 'REQUESTED' }], of)).toEqual([
      'REFUNDED',
      'PENDING waits',
    ])
  })

  it('keeps all lines back that it may be of, and says so', () => {
    const unlike = [1, 2].map((index) => line(index, { ...bare, worthMinor: 5_000n }))
    const one = refund('SUCCEEDED', { lineId: null, amountMinor: 5_000n })
    const of = order({ totalMinor: 11_000n })
    expect(short([...unlike, line(3, { ...bare, worthMinor: 1_000n })], [one], of)).toEqual([
      'PENDING waits',
      'PENDING waits',
      'PENDING',
    ])
    expect(lineFates(of, unlike, [one]).unclear?.externalId).toBe('r1')
    expect(lineFates(of, lines, [one]).unclear).toBe(null)
  })
})

describe('what was given back', () => {
  const sum = (lines: FateLine[], refunds: FateRefund[], of = order()) =>
    lineFates(of, lines, refunds).refundedMinor
  it('adds up, parts included, and never exceeds the order', () => {
    expect(
      sum(
        [line(1), line(2)],
        [refund('SUCCEEDED'), refund('SUCCEEDED', { externalId: 'r2', lineId: 'l2', amountMinor: 1n })],
      ),
    ).toBe(10_001n)
    expect(sum([line(1), line(2)], [refund('REQUESTED'), refund('AGREED', { externalId: 'r2' })])).toBe(0n)
    expect(sum([line(1)], [refund('SUCCEEDED', { amountMinor: 99_999n })])).toBe(15_000n)
  })
  it('counts a closed line whose refund is not read yet, once', () => {
    const closed = line(1, { state: 'CLOSED' })
    expect(sum([closed, line(2)], [])).toBe(10_000n)
    expect(sum([closed, line(2)], [refund('SUCCEEDED')])).toBe(10_000n)
  })
  it('is all of an order that was given back as a whole, and nothing of one that was not paid', () => {
    expect(sum([line(1), line(2)], [], order({ status: 'REFUNDED' }))).toBe(15_000n)
    expect(sum([line(1, { state: 'CLOSED' })], [], order({ status: 'CANCELLED' }))).toBe(0n)
  })
})
