import { beforeEach, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { followRates } from './follow-rates.ts'
import { setExchangeRate } from './set-exchange-rate.ts'

testDatabases('exchange rates that follow a published table', (database) => {
  const prisma = () => database().prisma
  beforeEach(async () => {
    await prisma().exchangeRate.deleteMany()
  })

  /** @param perEuro beside CNY, of which there are 8 for a euro */
  const follow = (day: string, perEuro: Record<string, string>, marginPercent = '0') =>
    followRates(prisma(), {
      source: {
        name: 'ecb',
        readRates: async () => ({
          day,
          rates: new Map([['EUR', '1'], ['CNY', '8'], ...Object.entries(perEuro)]),
        }),
      },
      marginPercent,
    })
  const rates = async () =>
    Object.fromEntries(
      (await prisma().exchangeRate.findMany({ orderBy: { currency: 'asc' } })).map(
        ({ currency, rate, updatedBy }) => [currency, `${rate.toFixed()} ${updatedBy}`],
      ),
    )
  let keys = 0
  const set = (currency: string, rate: string | null, isFollowing = true) =>
    setExchangeRate(
      prisma(),
      { currency, rate, idempotencyKey: `key-${++keys}-${currency}` },
      'operator:olga',
      isFollowing,
    )

  it('are units for one CNY, with the margin, rounded once; CNY has none', async () => {
    expect(await follow('2026-11-26', { USD: '1.16', JPY: '182' }, '2.5')).toEqual({
      day: '2026-11-26',
      changed: 3,
    })
    expect(await rates()).toEqual({ EUR: '0.128125 ecb', JPY: '23.31875 ecb', USD: '0.148625 ecb' })
  })

  it('change with a later table, and with neither an earlier one nor the same', async () => {
    await follow('2026-11-26', { USD: '1.16' })
    expect((await follow('2026-11-26', { USD: '1.16' })).changed).toBe(0)
    expect((await follow('2026-11-27', { USD: '1.2' })).changed).toBe(2)
    expect((await follow('2026-11-25', { USD: '1.4' })).changed).toBe(0)
    expect(await rates()).toEqual({ EUR: '0.125 ecb', USD: '0.15 ecb' })
    // Another margin counts at once.
    expect((await follow('2026-11-27', { USD: '1.2' }, '10')).changed).toBe(2)
    expect(await rates()).toEqual({ EUR: '0.1375 ecb', USD: '0.165 ecb' })
  })

  it('leave those that a person has set, until they are given back, and those that the table lacks', async () => {
    await prisma().exchangeRate.create({ data: { currency: 'USD', rate: '0.9' } })
    await set('JPY', '30')
    await set('AED', '0.5')
    await follow('2026-11-26', { USD: '1.16', JPY: '182' })
    const kept = { AED: '0.5 operator:olga', EUR: '0.125 ecb', USD: '0.145 ecb' }
    expect(await rates()).toEqual({ ...kept, JPY: '30 operator:olga' })
    expect(await set('JPY', null)).toMatchObject({ ok: true })
    await follow('2026-11-26', { USD: '1.16', JPY: '182' })
    expect(await rates()).toEqual({ ...kept, JPY: '22.75 ecb' })
  })

  it.each([
    ['there is no table to follow', 'USD', false, { code: 'INVALID_INPUT', field: ['rate'] }],
    ['the currency has no rate', 'KWD', true, { code: 'NOT_FOUND', field: ['currency'] }],
  ] as const)('are not given back where %s', async (_what, currency, isFollowing, error) => {
    await set('USD', '0.2')
    expect(await set(currency, null, isFollowing)).toMatchObject({ ok: false, errors: [error] })
    expect(await rates()).toEqual({ USD: '0.2 operator:olga' })
  })
})
