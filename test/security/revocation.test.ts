import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { ask, dataOf } from '../path/support/ask.ts'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { overRawSse, overWebSocket, type Watcher } from '../path/support/watch.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { until } from '../support/until.ts'

const REVOKE = `mutation Revoke($input: RevokeTokensInput!) {
  revokeTokens(input: $input) { revocation { subject tokenId revokedBy reason } userErrors { code } }
}`
const STOCK = 'subscription { stockChanges(snapshot: true) { ... on StockSnapshot { complete } } }'

describeWith(['PostgreSQL'], 'a revoked token, on two gateways', () => {
  let one: Gateway
  let other: Gateway
  const open: Watcher<unknown>[] = []
  beforeAll(async () => {
    const DATABASE_URL = await postgresDatabase({ empty: true })
    one = await startGateway({ DATABASE_URL })
    other = await startGateway({ DATABASE_URL, SANDBOX: 'off', ROLE: 'gateway' })
  })
  afterEach(async () => {
    for (const watcher of open.splice(0)) await watcher.stop()
  })
  afterAll(async () => {
    await other?.stop()
    await one?.stop()
  })

  const revoke = async (input: Record<string, unknown>) =>
    dataOf(await one.ask<{ revokeTokens: { userErrors: unknown[] } }>(REVOKE, { input })).revokeTokens
  const statusAt = async ({ graph }: Gateway, authorization: string | undefined) =>
    (await ask(graph, { query: '{ viewer { role } }', authorization })).status
  const watch = (transport: typeof overWebSocket, gateway: Gateway, authorization: string | undefined) => {
    const watcher = transport<unknown>(gateway.graph, { query: STOCK, authorization })
    open.push(watcher)
    return watcher
  }

  it('is refused everywhere, and its sockets and streams end; other tokens of the subject go on', async () => {
    const [lost, kept] = [
      await one.authorization('analyst', 'ann'),
      await one.authorization('analyst', 'ann'),
    ]
    const watchers = [one, other].flatMap((gateway) => [
      watch(overWebSocket, gateway, lost),
      watch(overRawSse, gateway, lost),
    ])
    const staying = [watch(overWebSocket, other, kept), watch(overRawSse, other, kept)]
    for (const watcher of [...watchers, ...staying]) await watcher.take(1)

    const { jti } = decodeJwt(String(lost).slice('Bearer '.length))
    expect(await revoke({ tokenId: jti, reason: 'left on a train' })).toEqual({
      revocation: {
        tokenId: jti,
        subject: null,
        revokedBy: 'operator:test-operator',
        reason: 'left on a train',
      },
      userErrors: [],
    })
    await until(() => watchers.every((watcher) => watcher.done), 'the end of sockets and streams')
    const closes = watchers.flatMap((watcher) => (watcher.closed ? [watcher.closed] : []))
    expect(closes.map(({ code, reason }) => [code, reason])).toEqual([
      [4403, 'Token revoked'],
      [4403, 'Token revoked'],
    ])
    for (const gateway of [one, other]) {
      expect(await statusAt(gateway, lost)).toBe(401)
      expect(await statusAt(gateway, kept)).toBe(200)
    }
    const late = watch(overWebSocket, other, lost)
    await until(() => late.closed, 'the refusal')
    expect(late.closed).toMatchObject({ code: 4401, reason: 'The token was revoked.' })
    expect(staying.map(({ done }) => done)).toEqual([false, false])
  })

  it('takes all of its subject with it when the subject is named, whatever their role', async () => {
    const tokens = [await one.authorization('customer', 'eve'), await one.authorization('supplier', 'eve')]
    const stranger = await one.authorization('customer', 'adam')
    for (const token of tokens) expect(await statusAt(other, token)).toBe(200)
    expect((await revoke({ subject: 'eve', reason: 'account closed' })).userErrors).toEqual([])
    await until(async () => (await statusAt(other, tokens[0])) === 401, 'the other gateway to know')
    for (const gateway of [one, other])
      for (const token of tokens) expect(await statusAt(gateway, token)).toBe(401)
    expect(await statusAt(other, stranger)).toBe(200)
  })

  it('stays on record, for operators alone', async () => {
    const query = '{ tokenRevocations(first: 5) { totalCount nodes { subject revokedBy reason } } }'
    const { tokenRevocations } = dataOf(
      await other.ask<{ tokenRevocations: { totalCount: number; nodes: unknown[] } }>(query),
    )
    expect(tokenRevocations.totalCount).toBe(2)
    expect(tokenRevocations.nodes[0]).toEqual({
      subject: 'eve',
      revokedBy: 'operator:test-operator',
      reason: 'account closed',
    })
    for (const role of ['analyst', 'customer', 'worker'] as const)
      expect((await one.ask(query, {}, role)).errors[0]?.extensions?.code).toBe('FORBIDDEN')
  })

  it('is known to a gateway that starts afterwards', async () => {
    const token = await one.authorization('customer', 'eve-2')
    expect((await revoke({ subject: 'eve-2', reason: 'x' })).userErrors).toEqual([])
    const { DATABASE_URL } = { DATABASE_URL: String(one.config.databaseUrl) }
    const third = await startGateway({ DATABASE_URL, SANDBOX: 'off', ROLE: 'gateway' })
    try {
      expect(await statusAt(third, token)).toBe(401)
    } finally {
      await third.stop()
    }
  })
})
