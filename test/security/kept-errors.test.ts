import { ServerResponse } from 'node:http'
import { queryObjects } from 'node:v8'
import { request } from 'undici'
import { expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

const gateway = gatewayOfThisFile({ ROLE: 'gateway', RATE_LIMIT: 'off' })
const EACH = 30

/** Collects garbage, and counts the answers that something still holds. */
const held = () => queryObjects(ServerResponse, { format: 'count' }) as number

it.each([
  ['that can not be parsed', (at: number) => `{ products(first: ${at} { nodes { title } } }`],
  ['with a field that there is not', (at: number) => `{ field${at} }`],
  [
    'that are too deep',
    (at: number) =>
      `{ a${at}: products ${'{ nodes { skus { product '.repeat(8)}{ id }${' } } }'.repeat(8)} }`,
  ],
  ['with a NUL', (at: number) => `{ products(filter: { search: "${at}\\u0000" }) { nodes { id } } }`],
  ['with too many tokens', (at: number) => `{ a${at}: ${'b '.repeat(6_000)} }`],
])('errors of texts %s are kept without the requests that brought them', async (_which, textOf) => {
  const before = held()
  for (let at = 0; at < EACH; at++) {
    const { statusCode, body } = await request(gateway().graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: textOf(at) }),
    })
    expect([200, 400]).toContain(statusCode)
    expect(await body.json()).toHaveProperty('errors')
  }
  await until(() => held() < before + EACH / 3, 'the requests to be let go')
})
