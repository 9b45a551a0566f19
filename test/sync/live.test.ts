import { expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

/** The whole program with its workers, as `npm start` runs it. */
const gateway = gatewayOfThisFile({ SYNC: 'on' })
const control = async <T>(path: string, body?: object): Promise<T> => {
  const answer = await fetch(`${gateway().sandboxUrl}/_control/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body && { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as T
}
const listing = (platform: 'TAOBAO' | 'JD') =>
  gateway().database.prisma.listing.findFirstOrThrow({
    where: { platform, quantity: { gt: 20 } },
    orderBy: { id: 'desc' },
    include: { sku: true },
  })

it('an order placed in a shop is in the graph within seconds, and in the warehouse', async () => {
  const { externalSkuId } = await listing('TAOBAO')
  const { orders } = await control<{ orders: { id: string }[] }>('orders', {
    platform: 'TAOBAO',
    lines: [{ externalSkuId, quantity: 1 }],
    paid: true,
  })
  const externalId = orders[0]?.id ?? ''
  const order = () => gateway().database.prisma.order.findFirst({ where: { externalId } })
  await until(order, 'the order', 60_000)
  await until(async () => (await order())?.handedOverAt, 'the warehouse to have it', 60_000)
  const { orders: there } = await control<{ orders: { code: string }[] }>('wms')
  expect(there.map((one) => one.code)).toContain(`TB-${externalId}`)
})

it('a count in the warehouse is on sale in the shops within seconds', async () => {
  const { externalSkuId, sku } = await listing('JD')
  await control('wms/stock', { warehouseCode: 'GZ-HUB', itemCode: sku?.code, delta: 3 })
  const level = await gateway().database.prisma.stockLevel.findMany({ where: { skuId: sku?.id ?? '' } })
  const shown = async () => {
    const { rows } = await control<{ rows: { externalSkuId: string; quantity: number }[] }>(
      `stock?platform=JD&q=${sku?.code}`,
    )
    return rows.find((row) => row.externalSkuId === externalSkuId)?.quantity
  }
  const sellable = async () => {
    const levels = await gateway().database.prisma.stockLevel.findMany({ where: { skuId: sku?.id ?? '' } })
    return levels.reduce((sum, one) => sum + (one.available ?? 0), 0)
  }
  expect(level.length).toBeGreaterThan(0)
  await until(
    async () =>
      (await gateway().database.prisma.stockMovement.count({
        where: { skuId: sku?.id ?? '', reason: 'SYNC' },
      })) > 0,
    'the movement',
    60_000,
  )
  await until(async () => (await shown()) === (await sellable()), 'the shop to sell as much', 60_000)
})

it('what is posted to nobody is refused', async () => {
  const post = (path: string, body = 'x') =>
    fetch(`${gateway().url.replace('localhost', '127.0.0.1')}${path}`, { method: 'POST', body })
  expect((await post('/webhooks/nobody/x')).status).toBe(404)
  expect((await post('/webhooks/taobao/x')).status).toBe(404)
  expect((await post('/webhooks/qimen/somebody-else')).status).toBe(404)
  expect((await post('/webhooks/alibaba_1688/x')).status).toBe(401)
  const answer = await post('/webhooks/qimen/sandbox-wms?sign=AB', '<request/>')
  expect(await answer.text()).toContain('failure')
  expect((await post('/webhooks/alibaba-1688/x', 'x'.repeat(2_000_000))).status).toBe(413)
  const get = await fetch(`${gateway().url.replace('localhost', '127.0.0.1')}/webhooks/alibaba_1688/x`)
  expect(get.status).toBe(405)
})
