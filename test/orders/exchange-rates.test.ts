import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { startLocalServer } from '../../src/connectors/local-server.test-kit.ts'
import { dataOf } from '../path/support/ask.ts'
import { type Gateway, gatewayOfThisFile, startGateway } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

interface Rate {
  readonly currency: string
  readonly rate: string
  readonly publishedOn: string | null
  readonly updatedBy: string | null
}
const RATE = 'currency rate publishedOn updatedBy'

/** What an operator sees and does of exchange rates, over HTTP. */
const deskOf = (gateway: () => Gateway) => {
  const asked = async <Data>(query: string, variables = {}) =>
    dataOf(await gateway().ask<Data>(query, variables))
  return {
    rates: async () =>
      new Map(
        (await asked<{ exchangeRates: Rate[] }>(`{ exchangeRates { ${RATE} } }`)).exchangeRates.map((one) => [
          one.currency,
          one,
        ]),
      ),
    set: async (currency: string, rate: string | null) =>
      (
        await asked<{ setExchangeRate: { exchangeRate: Rate | null; userErrors: object[] } }>(
          `mutation ($input: SetExchangeRateInput!) { setExchangeRate(input: $input) {
            exchangeRate { ${RATE} } userErrors { code field } } }`,
          { input: { currency, rate, idempotencyKey: v7() } },
        )
      ).setExchangeRate,
    health: async () =>
      (
        await asked<{ systemStatus: { components: { name: string; healthy: boolean; detail: string }[] } }>(
          '{ systemStatus { components { name healthy detail } } }',
        )
      ).systemStatus.components.find(({ name }) => name === 'exchange rates'),
  }
}

describe('a gateway that follows the published table', () => {
  const gateway = gatewayOfThisFile({ SEED: 'off', EXCHANGE_RATES: 'ecb', EXCHANGE_RATE_MARGIN_PERCENT: '2' })
  const desk = deskOf(gateway)

  it('has rates on an empty database, keeps what a person sets, and takes it back', async () => {
    await until(async () => (await desk.rates()).size > 0, 'the first table to be taken')
    const first = await desk.rates()
    const usd = first.get('USD')
    expect(usd).toMatchObject({ updatedBy: 'ecb', publishedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
    expect(first.has('CNY')).toBe(false)
    // 1.1640 dollars and 8.2782 yuan for a euro, and two percent.
    expect(Number(usd?.rate)).toBeCloseTo((1.164 / 8.2782) * 1.02, 9)
    expect(await desk.health()).toMatchObject({
      healthy: true,
      detail: `ecb: the table of ${usd?.publishedOn}; ${first.size} currencies follow it, 0 are set by people`,
    })

    expect((await desk.set('USD', '0.2')).exchangeRate).toEqual({
      currency: 'USD',
      rate: '0.2',
      publishedOn: null,
      updatedBy: 'operator:test-operator',
    })
    expect((await desk.set('USD', null)).exchangeRate).toMatchObject({ rate: '0.2', updatedBy: null })
  })
})

it('a table that is older than a weekend explains is told to operators, and prices stay', async () => {
  const body = `<gesmes:Envelope><Cube><Cube time="2026-01-02"><Cube currency="CNY" rate="8"/></Cube></Cube></gesmes:Envelope>`
  const server = await startLocalServer(() => ({ body }))
  const gateway = await startGateway({ SEED: 'off', EXCHANGE_RATES: 'ecb', EXCHANGE_RATES_URL: server.url })
  try {
    const desk = deskOf(() => gateway)
    await until(async () => (await desk.rates()).size > 0, 'the table to be taken')
    expect((await desk.rates()).get('EUR')).toMatchObject({ rate: '0.125', publishedOn: '2026-01-02' })
    expect(await desk.health()).toMatchObject({
      healthy: false,
      detail: expect.stringContaining('the table of 2026-01-02'),
    })
  } finally {
    await gateway.stop()
    await server.stop()
  }
})

it('without a table a rate has to be named', async () => {
  const gateway = await startGateway({ SEED: 'off' })
  try {
    const desk = deskOf(() => gateway)
    expect(await desk.set('USD', null)).toEqual({
      exchangeRate: null,
      userErrors: [{ code: 'INVALID_INPUT', field: ['rate'] }],
    })
    expect(await desk.health()).toMatchObject({
      healthy: true,
      detail: expect.stringContaining('set by people'),
    })
  } finally {
    await gateway.stop()
  }
})
