import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CREDENTIALS } from '../credentials.ts'
import { type Sandbox, SandboxState } from '../index.ts'
import type { ShelfItem } from '../state/shelf.ts'
import { control, iop, startReceiver } from '../testing/callers.ts'
import { smallCatalogue, smallGoods } from '../testing/small-catalogue.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'
import { globalPushSign } from './push.ts'

let sandbox: Sandbox
let items: ShelfItem[]
beforeAll(async () => {
  // Two suppliers, so that an order of both is split.
  const products = smallCatalogue().map((product, n) => ({ ...product, supplier: n % 2 ? 'odd' : 'even' }))
  sandbox = await startTestSandbox({
    livesByItself: false,
    state: new SandboxState(undefined, smallGoods(products)),
  })
  items = sandbox.state.shelf.items('TAOBAO')
})
afterAll(() => sandbox.stop())

const advance = (ms: number) => control(sandbox.url, 'POST', 'advance', { ms })
const receiver = JSON.stringify({ country: '中国', state: '浙江省', city: '杭州市', name: '张三' })

/** The distribution ids of an item's first SKU, read as a buyer must. */
async function distribution(item: ShelfItem) {
  const { body } = await iop(sandbox.url, '/product/get', { item_id: item.externalId })
  const { data } = body
  return {
    item_id: String(data.mp_id),
    sku_id: String(data.sku_list[0].mp_skuId),
    price: data.sku_list[0].price,
  }
}

async function create(ownKey: string, chosen: ShelfItem[], quantity = 1, planned?: number) {
  const lines = await Promise.all(chosen.map(distribution))
  const shares = new Set(chosen.map((item) => item.supplier)).size
  const total = lines.reduce((sum, line) => sum + line.price * quantity, 0) + shares * 600
  return iop(sandbox.url, '/purchase/order/create', {
    outer_purchase_id: ownKey,
    purchase_amount: String(planned ?? total),
    order_line_list: JSON.stringify(
      lines.map((line, n) => ({ ...line, quantity, currency: 'CNY', order_line_no: String(n) })),
    ),
    receiver,
  })
}
const query = async (ownKey: string) =>
  (await iop(sandbox.url, '/purchase/orders/query', { outer_purchase_id: ownKey })).body.data
const first = () => items[0] as ShelfItem
const second = () => items[1] as ShelfItem

describe('the gateway', () => {
  it('takes a flat JSON body signed in the same way, and refuses by name', async () => {
    const { appKey, secret, token } = CREDENTIALS.TAOBAO_GLOBAL
    const params: Record<string, string> = {
      app_key: appKey,
      access_token: token,
      timestamp: String(Date.now()),
      sign_method: 'sha256',
      keyword: 'cup',
    }
    const text = Object.keys(params)
      .sort()
      .map((key) => key + params[key])
      .join('')
    const sign = createHmac('sha256', secret)
      .update(`/traffic/item/search${text}`)
      .digest('hex')
      .toUpperCase()
    const send = async (body: object) =>
      (await fetch(`${sandbox.url}/rest/traffic/item/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then((answer) => answer.json())) as { code: string; data: { data: unknown[] } }
    const good = await send({ ...params, sign })
    expect([good.code, good.data.data.length]).toEqual(['0', 10])
    expect((await send({ ...params, sign: 'x' })).code).toBe('IncompleteSignature')
    expect((await iop(sandbox.url, '/traffic/item/search', { access_token: 'x' })).body.code).toBe(
      'IllegalAccessToken',
    )
    expect((await iop(sandbox.url, '/none')).body.code).toBe('InvalidApiPath')
  })
})

describe('items', () => {
  it('are searched in yuan, 20 a page, and read in fen', async () => {
    const found = await iop(sandbox.url, '/traffic/item/search', {
      keyword: 'cup',
      page_size: '20',
      sort: 'PRICE_ASC',
    })
    expect(found.body.data.data).toHaveLength(20)
    expect(found.body.data.data[0].price).toBe('19.99')
    const over = await iop(sandbox.url, '/traffic/item/search', { page_size: '21' })
    expect(over.body.code).toBe('InvalidParameter')
    const one = await iop(sandbox.url, '/traffic/item/get', {
      item_resource: 'taobao',
      item_id: first().externalId,
    })
    expect(one.body.data.price).toBe(1999)
  })
})

describe('an order', () => {
  it('is quoted per seller with what cannot be had set apart', async () => {
    const { body } = await iop(sandbox.url, '/purchase/order/render', {
      receiver_address: receiver,
      render_item_List: JSON.stringify([
        { item_id: first().externalId, sku_id: first().skus[0]?.externalSkuId, quantity: 1 },
        { item_id: second().externalId, sku_id: second().skus[0]?.externalSkuId, quantity: 1 },
        { item_id: '1', sku_id: '1', quantity: 1 },
      ]),
    })
    const { data } = body.result
    expect(data.render_item_list).toHaveLength(2)
    expect(data.total_real_pay_price).toEqual({ amount: 1999 + 2099 + 2 * 600, currency: 'CNY' })
    expect(data.unavailable_sku_list).toHaveLength(1)
  })

  it('needs distribution ids and the right amount', async () => {
    const own = await iop(sandbox.url, '/purchase/order/create', {
      outer_purchase_id: 'G-0',
      purchase_amount: '2599',
      order_line_list: JSON.stringify([
        { item_id: first().externalId, sku_id: first().skus[0]?.externalSkuId, quantity: 1 },
      ]),
      receiver,
    })
    expect(own.body).toMatchObject({ success: false, error_code: 'ITEM_NOT_FOUND' })
    expect((await create('G-0', [first()], 1, 1)).body.error_code).toBe('PURCHASE_AMOUNT_NOT_MATCH')
    expect((await query('G-0')).purchase_orders).toHaveLength(0)
  })

  it('becomes one per seller, is paid later, shipped, traced and finished', async () => {
    const { body } = await create('G-1', [first(), second()])
    expect(body.data.order_list).toHaveLength(2)
    const ids = body.data.order_list.map((each: { purchase_id: bigint }) => String(each.purchase_id))
    const statuses = async () =>
      (await query('G-1')).purchase_orders.map((each: { status: string }) => each.status)
    expect(await statuses()).toEqual(['BULIDING', 'BULIDING'])
    await advance(2_000)
    expect(await statuses()).toEqual(['WAIT_BUYER_P', 'WAIT_BUYER_P'])
    const paid = await iop(sandbox.url, '/purchase/order/batch/pay', {
      purchaseOrderIdList: `[${ids[0]},${ids[1]},1]`,
    })
    expect(paid.body.data.will_pay_purchase_order_ids).toHaveLength(2)
    expect(paid.body.data.pay_failed_results).toHaveLength(1)
    expect(await statuses()).toEqual(['WAIT_BUYER_P', 'WAIT_BUYER_P'])
    await advance(2_000)
    expect(await statuses()).toEqual(['WAIT_SELLER_SEND_GOODS', 'WAIT_SELLER_SEND_GOODS'])
    await advance(100_000)
    const [order] = (await query('G-1')).purchase_orders
    expect(order.status).toBe('WAIT_BUYER_CONFIRM_GOODS')
    const detail = await iop(sandbox.url, '/logistics/detail/get', {
      purchase_order_line_id: String(order.sub_purchase_orders[0].sub_purchase_order_id),
    })
    const [parcel] = detail.body.result.data.pnm_logistics_details
    expect([parcel.logistics_status, parcel.logistics_traces.length]).toEqual(['SIGNED', 6])
    expect(parcel.logistics_traces[0]).toHaveProperty('standerd_desc')
  })

  it('is made twice when it is asked for twice', async () => {
    await create('G-2', [first()])
    await create('G-2', [first()])
    expect((await query('G-2')).purchase_orders).toHaveLength(2)
  })

  it('stays unpaid with the reason when the balance is short, and is cancelled as a job', async () => {
    await control(sandbox.url, 'POST', 'balance', { platform: 'TAOBAO_GLOBAL', balanceFen: 1 })
    const { body } = await create('G-3', [first()])
    const id = String(body.data.order_list[0].purchase_id)
    await iop(sandbox.url, '/purchase/order/batch/pay', { purchaseOrderIdList: `["${id}"]` })
    await advance(2_000)
    const [order] = (await query('G-3')).purchase_orders
    expect([order.status, order.sub_purchase_orders[0].error_code]).toEqual(['WAIT_BUYER_P', 'BALANCE_SHORT'])
    const started = await iop(sandbox.url, '/purchase/order/asyn/cancel', {
      purchase_id: id,
      cancel_reason: 'x',
    })
    expect(started.body.success).toBe('true')
    expect((await query('G-3')).purchase_orders[0].status).toBe('WAIT_BUYER_P')
    await advance(2_000)
    expect((await query('G-3')).purchase_orders[0].status).toBe('TRADE_CLOSED')
  })
})

describe('push', () => {
  it('is signed in lower case over app key and body', async () => {
    expect(globalPushSign('helloworld', '500000', '{"message_type":3,"data":{"purchase_id":1}}')).toBe(
      'bb5bbc472ae7d8ab44337556c03a1b2542e94c1bdbbc91a0ca847d4169f69c75',
    )
    const hook = await startReceiver()
    await control(sandbox.url, 'POST', 'webhooks', { platform: 'TAOBAO_GLOBAL', url: hook.url })
    await create('G-4', [first()])
    await sandbox.state.postman.idle()
    await hook.stop()
    expect(hook.received).toHaveLength(1)
    expect(JSON.parse(hook.received[0]?.body ?? '')).toMatchObject({ message_type: 3 })
  })
})
