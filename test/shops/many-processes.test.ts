import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { decide } from './owner.ts'
import { shopDesk } from './shop-desk.ts'

describeWith(['PostgreSQL'], 'two processes over one database', () => {
  const gateways: Gateway[] = []
  const gateway = (index: number): Gateway => {
    const one = gateways[index]
    if (!one) throw new Error('the gateways start in beforeAll')
    return one
  }
  const [first, second] = [shopDesk(() => gateway(0)), shopDesk(() => gateway(1))]
  beforeAll(async () => {
    const env = { DATABASE_URL: await postgresDatabase() }
    gateways.push(await startGateway(env))
    // Finds the first one's sandbox on the port, and shares it.
    gateways.push(await startGateway({ ...env, SANDBOX_PORT: new URL(gateway(0).sandboxUrl ?? '').port }))
  })
  afterAll(async () => {
    for (const one of gateways.toReversed()) await one.stop()
  })

  it('spend one refresh token when both are refused at once, and both go on with the new token', async () => {
    await first.link('JD')
    await first.sandbox().forgetCalls()
    await first.expireTokens('JD')
    const reads = await Promise.all([
      first.live('JD'),
      second.live('JD'),
      first.live('JD'),
      second.live('JD'),
    ])
    for (const { asked, came, errors } of reads) expect([came, errors]).toEqual([asked, []])
    expect(await first.tokenCalls('JD')).toEqual(['refresh_token'])
  })

  it('finish at one a link that was begun at the other', async () => {
    const { callback } = await decide(await first.begin('ALIBABA_1688'), 'grant')
    const elsewhere = `http://127.0.0.1:${gateway(1).port}${callback.pathname}${callback.search}`
    expect((await fetch(elsewhere)).status).toBe(200)
    expect((await fetch(callback)).status).toBe(400)
    expect(await first.shop('ALIBABA_1688')).toEqual(await second.shop('ALIBABA_1688'))
  })

  it('both leave a shop alone that one of them unlinked', async () => {
    const { id } = await second.shop('TAOBAO')
    await second.unlink(id)
    await first.sandbox().forgetCalls()
    for (const desk of [first, second]) expect((await desk.live('TAOBAO')).came).toBe(0)
    expect(await first.sandbox().calls('TAOBAO')).toEqual([])
  })
})
