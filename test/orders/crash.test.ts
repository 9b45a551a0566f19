import { Buffer } from 'node:buffer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { type Program, run, stopProgramsAfterwards } from '../path/support/program.ts'
import { sandboxAt } from '../path/support/sandbox.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { freePort } from '../support/supervised.ts'
import { until } from '../support/until.ts'
import { deskOf } from './desk.ts'

stopProgramsAfterwards()

/** Calls of one purchase on 1688, as the sandbox names them. */
const PREVIEW = 'com.alibaba.trade:alibaba.createOrder.preview'
const CREATE = 'com.alibaba.trade:alibaba.trade.fastCreateOrder'

describeWith(['PostgreSQL'], 'a worker that is killed', () => {
  let gateway: Gateway
  let env: Record<string, string>
  const desk = deskOf(() => gateway)

  beforeAll(async () => {
    env = {
      DATABASE_URL: await postgresDatabase({ empty: true }),
      SANDBOX: 'on',
      SANDBOX_PORT: String(await freePort()),
    }
    // Takes orders and payments, and places nothing.
    gateway = await startGateway({ ...env, ROLE: 'gateway' })
  })
  afterAll(() => gateway?.stop())

  const startWorker = () => run('src/main.ts', { ...env, ROLE: 'worker' })

  async function kill(worker: Program): Promise<void> {
    worker.signal('SIGKILL')
    expect(await worker.ended()).toEqual({ code: null, signal: 'SIGKILL' })
    // Its lease runs out: in minutes, which the test does not wait for.
    await gateway.database.prisma.purchaseOrder.updateMany({ data: { leasedUntil: null } })
  }

  /** An order whose payment has just arrived, and the key of its purchase. */
  async function paidOrder() {
    const { order } = await desk.place('ada', await desk.toBeBought('ALIBABA_1688'), 2)
    if (!order) throw new Error('it was placed')
    expect((await desk.tell(desk.payment(order))).status).toBe(200)
    const { status, purchases } = await desk.read(order.id)
    expect([status, purchases.map((purchase) => purchase.status)]).toEqual(['PAID', ['PENDING']])
    const key = Buffer.from(purchases[0]?.id ?? '', 'base64')
      .toString('utf8')
      .replace('PurchaseOrder:', '')
    return { id: order.id, key }
  }

  it('between payment and purchase leaves one order upstream', async () => {
    const { id, key } = await paidOrder()
    await sandboxAt(gateway.sandboxUrl).fault({ kind: 'hang', method: PREVIEW })
    const first = startWorker()
    const calls = async () =>
      (await sandboxAt(gateway.sandboxUrl).calls()).filter((call) => call.method === PREVIEW)
    await until(async () => (await calls()).length > 0, 'the first worker to ask for the price', 60_000)
    await kill(first)
    expect(await desk.upstream(key)).toHaveLength(0)
    expect((await desk.read(id)).status).toBe('PAID')

    await sandboxAt(gateway.sandboxUrl).healAll()
    const second = startWorker()
    await desk.reaches(id, 'PURCHASED')
    expect(await desk.upstream(key)).toHaveLength(1)
    await kill(second)
  })

  it('between the purchase and its answer leaves one order upstream', async () => {
    const { id, key } = await paidOrder()
    await sandboxAt(gateway.sandboxUrl).fault({ kind: 'latency', latencyMs: 60_000, method: CREATE })
    const first = startWorker()
    await until(async () => (await desk.upstream(key)).length > 0, 'the order to be made upstream', 60_000)
    await kill(first)
    const { status, purchases } = await desk.read(id)
    expect([status, purchases.map((purchase) => purchase.status)]).toEqual(['PURCHASING', ['PENDING']])

    await sandboxAt(gateway.sandboxUrl).healAll()
    const second = startWorker()
    const bought = await desk.reaches(id, 'PURCHASED')
    expect(bought.purchases).toMatchObject([{ status: 'PAID', externalId: expect.any(String) }])
    expect(await desk.upstream(key)).toHaveLength(1)
    await kill(second)
  })
})
