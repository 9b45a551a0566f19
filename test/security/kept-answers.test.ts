import { decodeJwt } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/viewer.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { metric } from '../path/support/stock.ts'
import { until } from '../support/until.ts'
import { PRODUCTION } from './support/production.ts'

/** Points for 10 seconds of one address: enough for a few pages. */
const POINTS = 100
const gateway = gatewayOfThisFile({
  ...PRODUCTION,
  RESPONSE_CACHE_SECONDS: '3600',
  RATE_LIMIT_POINTS: String(POINTS),
  TRUSTED_PROXIES: '1',
})

const QUERY = 'query Kept { products(first: 2) { nodes { title price { amount } skus { code } } } }'
let address = 0
/** Each test has a budget of its own. */
const someAddress = () => `192.0.2.${++address}`

async function post(headers: Record<string, string>, body: object | string = { query: QUERY }) {
  const response = await fetch(gateway().graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': someAddress(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const hits = () => metric(gateway().url, 'haitao_query_cache_hits_total')
/** The answer, and whether it had been kept. */
async function hit<T>(work: () => Promise<T>): Promise<{ answer: T; kept: boolean }> {
  const before = await hits()
  const answer = await work()
  return { answer, kept: (await hits()) > before }
}
const bearer = async (role: Role, subject: string) => String(await gateway().authorization(role, subject))

beforeAll(async () => {
  await post({})
  expect((await hit(() => post({}))).kept).toBe(true)
})

describe('an answer that was kept', () => {
  it('has the status, the headers and the text of one that was not', async () => {
    const origin = 'https://shop.example.com'
    for (const headers of [{ origin, 'accept-encoding': 'gzip' }, { origin: 'https://evil.example' }, {}]) {
      const body = { query: `${QUERY} # ${JSON.stringify(headers)}` }
      const [made, { answer: kept, kept: isKept }] = [
        await post(headers, body),
        await hit(() => post(headers, body)),
      ]
      expect(isKept).toBe(true)
      const told = (answer: typeof made) =>
        [...answer.headers]
          .filter(([name]) => !['date', 'x-request-id', 'content-length', 'transfer-encoding'].includes(name))
          .sort()
      expect(told(kept)).toEqual(told(made))
      expect(kept.headers.get('x-content-type-options')).toBe('nosniff')
      expect(kept.headers.get('x-request-id')).not.toBe(made.headers.get('x-request-id'))
      expect(kept.text).toBe(made.text)
      expect(JSON.parse(kept.text).data.products.nodes).toHaveLength(2)
    }
  })

  it('is charged like one that was not, and refused when the budget is used up', async () => {
    const headers = { 'x-forwarded-for': someAddress() }
    const statuses: number[] = []
    const before = await hits()
    while (statuses.at(-1) !== 429 && statuses.length < POINTS) statuses.push((await post(headers)).status)
    expect(statuses.length).toBeGreaterThan(2)
    expect(statuses.length).toBeLessThan(POINTS / 2)
    expect(statuses.slice(0, -1)).toEqual(statuses.slice(0, -1).fill(200))
    expect((await hits()) - before).toBe(statuses.length - 1)
    expect(Number((await post(headers)).headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is not for a token that is none, is over or was revoked', async () => {
    const authorization = await bearer('customer', 'ada')
    await post({ authorization })
    expect((await hit(() => post({ authorization }))).kept).toBe(true)
    const { jti } = decodeJwt(authorization.slice('Bearer '.length))
    await gateway().ask(
      'mutation Revoke($input: RevokeTokensInput!) { revokeTokens(input: $input) { userErrors { code } } }',
      {
        input: { tokenId: jti, reason: 'test' },
      },
    )
    await post({ authorization: await bearer('customer', 'bo') })
    const refused = await until(async () => {
      const { answer, kept } = await hit(() => post({ authorization }))
      return answer.status === 401 && { ...answer, kept }
    }, 'the refusal')
    expect(refused.kept).toBe(false)
    expect(JSON.parse(refused.text).errors[0].extensions.code).toBe('UNAUTHENTICATED')
    for (const wrong of ['Bearer x.y.z', 'Basic YTpi', `${authorization}x`])
      expect(await hit(() => post({ authorization: wrong }))).toMatchObject({
        kept: false,
        answer: { status: 401 },
      })
  })

  it('of one role is not for another', async () => {
    const query = { query: '{ products(first: 1) { nodes { skus { stockLevels { onHand } } } } }' }
    const operator = { authorization: await bearer('operator', 'op') }
    await post(operator, query)
    expect((await hit(() => post(operator, query))).kept).toBe(true)
    const { answer, kept } = await hit(() => post({}, query))
    expect(kept).toBe(false)
    expect(JSON.parse(answer.text).errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  it('is not given to what a browser sends without asking', async () => {
    const body = JSON.stringify({ query: QUERY })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json'])
      expect(await hit(() => post({ 'content-type': type }, body))).toMatchObject({
        kept: false,
        answer: { status: 415 },
      })
    const link = await fetch(`${gateway().graph}?query=${encodeURIComponent(QUERY)}`)
    expect(link.status).toBe(403)
  })

  it('is not given to what asks for a stream', async () => {
    const { answer, kept } = await hit(() => post({ accept: 'text/event-stream' }))
    expect(kept).toBe(false)
    expect(answer.headers.get('content-type')).not.toContain('application/json')
  })
})
