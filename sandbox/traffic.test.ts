import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { SandboxState } from './state/state.ts'
import { smallGoods } from './testing/small-catalogue.ts'
import { startTraffic, type Traffic } from './traffic.ts'

/** A gateway of one process variable: five SKUs, each with a number. */
class FakeGateway {
  server: Server
  stock = new Map<string, number>()
  adjustments: {
    skuId: string
    delta: number
    reason: string
    idempotencyKey: string
    warehouseId: string
  }[] = []
  queries = 0
  inFlight = 0
  mostInFlight = 0
  authorization = new Set<string | undefined>()
  /** Answers that are lost after the movement was made. */
  loseNext = 0
  failNext = 0
  onChange: () => void = () => {}

  constructor() {
    for (const n of [1, 2, 3, 4, 5, 6]) this.stock.set(`sku-${n}`, 12)
    this.server = createServer(async (request, response) => {
      this.inFlight += 1
      this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
      this.authorization.add(request.headers.authorization)
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const answer = this.answer(JSON.parse(Buffer.concat(chunks).toString()))
      this.inFlight -= 1
      if (answer === 'lost') response.destroy()
      else response.end(JSON.stringify(answer))
      this.onChange()
    })
  }

  answer(body: { variables: { input?: FakeGateway['adjustments'][number] } }): unknown {
    const { input } = body.variables
    if (this.failNext > 0) {
      this.failNext -= 1
      return { errors: [{ message: 'not ready' }] }
    }
    if (!input) {
      this.queries += 1
      const sku = (id: string, code: string, available: number) => ({
        id,
        code,
        stockLevels: [{ id: `l-${id}`, onHand: available, available, warehouse: { id: 'wh', code: 'GZ' } }],
      })
      // Each product has a SKU before it that would take minutes to run low.
      const nodes = [...this.stock].map(([id, available]) => ({
        skus: [sku(`high-${id}`, `A-${id}`, 500), sku(id, `B-${id}`, available)],
      }))
      return { data: { products: { nodes } } }
    }
    if (!this.adjustments.some((made) => made.idempotencyKey === input.idempotencyKey)) {
      this.stock.set(input.skuId, (this.stock.get(input.skuId) ?? 0) + input.delta)
    }
    this.adjustments.push(input)
    if (this.loseNext > 0) {
      this.loseNext -= 1
      return 'lost'
    }
    return {
      data: { adjustStock: { stockLevel: { available: this.stock.get(input.skuId) }, userErrors: [] } },
    }
  }

  async listen(port = 0): Promise<string> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/graphql`
  }

  /** Resolves once the condition holds after some call. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.onChange = () => condition() && resolve()
      this.onChange()
    })
  }
}

let gateway: FakeGateway
let traffic: Traffic | undefined
afterEach(async () => {
  await traffic?.stop()
  gateway.server.closeAllConnections()
  await new Promise((resolve) => gateway.server.close(resolve))
})

const seeded = () => {
  let n = 0
  return () => {
    n += 1
    return (n * 0.377) % 1
  }
}

describe('traffic', () => {
  it('sells from one SKU of each of the first five products and receives when one is nearly gone, one call at a time', async () => {
    gateway = new FakeGateway()
    const gatewayUrl = await gateway.listen()
    const state = new SandboxState(undefined, smallGoods())
    traffic = startTraffic({ gatewayUrl, token: 't', intervalMs: 1, random: seeded(), state })
    await gateway.until(() => gateway.adjustments.length >= 120)
    await traffic.stop()
    const reasons = new Set(gateway.adjustments.map((a) => a.reason))
    expect(reasons).toEqual(new Set(['SALE', 'RECEIPT']))
    for (const { reason, delta } of gateway.adjustments) {
      if (reason === 'SALE') expect([-1, -2, -3]).toContain(delta)
      else expect(delta >= 20 && delta <= 60).toBe(true)
    }
    expect([...gateway.stock.values()].every((available) => available >= 0)).toBe(true)
    expect([...new Set(gateway.adjustments.map((a) => a.skuId))].sort()).toEqual(
      [1, 2, 3, 4, 5].map((n) => `sku-${n}`),
    )
    expect(gateway.mostInFlight).toBe(1)
    expect(gateway.authorization).toEqual(new Set(['Bearer t']))
    expect(gateway.queries).toBe(1)
    expect(state.orders.list().length).toBeGreaterThanOrEqual(3)
  })

  it('repeats a movement whose answer was lost under the same key, and goes on after errors', async () => {
    gateway = new FakeGateway()
    gateway.failNext = 2
    gateway.loseNext = 1
    const gatewayUrl = await gateway.listen()
    traffic = startTraffic({ gatewayUrl, token: async () => 'fresh', intervalMs: 1, random: seeded() })
    await gateway.until(() => gateway.adjustments.length >= 3)
    await traffic.stop()
    const [first, second, third] = gateway.adjustments
    expect(second?.idempotencyKey).toBe(first?.idempotencyKey)
    expect(third?.idempotencyKey).not.toBe(first?.idempotencyKey)
  })

  it('waits for a gateway that comes up later', async () => {
    gateway = new FakeGateway()
    const gatewayUrl = await gateway.listen()
    gateway.server.closeAllConnections()
    await new Promise((resolve) => gateway.server.close(resolve))
    const failures: string[] = []
    const failed = new Promise<void>((resolve) => {
      traffic = startTraffic({
        gatewayUrl,
        token: 't',
        intervalMs: 1,
        log: (line) => {
          failures.push(line)
          resolve()
        },
      })
    })
    await failed
    await gateway.listen(Number(new URL(gatewayUrl).port))
    await gateway.until(() => gateway.adjustments.length >= 1)
    expect(failures.length).toBeGreaterThanOrEqual(1)
  })

  it('stops at once on abort and makes no further call', async () => {
    gateway = new FakeGateway()
    const gatewayUrl = await gateway.listen()
    const abort = new AbortController()
    traffic = startTraffic({ gatewayUrl, token: 't', intervalMs: 60_000, signal: abort.signal })
    await gateway.until(() => gateway.adjustments.length === 1)
    abort.abort()
    await traffic.stop()
    expect(gateway.adjustments).toHaveLength(1)
  })
})
