import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CREDENTIALS, type Sandbox } from '../index.ts'
import { control, qimen, startReceiver } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'

let sandbox: Sandbox
let hook: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  sandbox = await startTestSandbox({ livesByItself: false })
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  hook = await startReceiver()
  hook.answer = '<response><flag>success</flag><code>0</code><message>ok</message></response>'
  await control(sandbox.url, 'POST', 'webhooks', { platform: 'QIMEN', url: `${hook.url}?shop=wms` })
})
afterEach(async () => {
  await control(sandbox.url, 'POST', 'webhooks', { platform: 'QIMEN', url: null })
  await hook.stop()
})

const XML = '<?xml version="1.0" encoding="utf-8"?>\r\n'
const WAREHOUSE = 'GZ-HUB'
const code = () => sandbox.state.shelf.items('TAOBAO')[0]?.skus[0]?.code ?? ''
const advance = (ms: number) => control(sandbox.url, 'POST', 'advance', { ms })
const methods = () => hook.received.map(({ url }) => new URL(url, 'http://x').searchParams.get('method'))
const level = () => sandbox.state.warehouse.stock(WAREHOUSE, code())

const delivery = (deliveryOrderCode: string, quantity: number) => `${XML}<request><deliveryOrder>
  <deliveryOrderCode>${deliveryOrderCode}</deliveryOrderCode><orderType>JYCK</orderType>
  <warehouseCode>${WAREHOUSE}</warehouseCode><createTime>2026-01-01 00:00:00</createTime>
  <placeOrderTime>2026-01-01 00:00:00</placeOrderTime><operateTime>2026-01-01 00:00:00</operateTime>
  <shopNick>店&amp;铺</shopNick><logisticsCode>SF</logisticsCode>
  <receiverInfo><name>张三</name><mobile>17000000000</mobile><province>浙江省</province><city>杭州市</city>
  <detailAddress>网商路699号</detailAddress></receiverInfo></deliveryOrder>
  <orderLines><orderLine><ownerCode>HAITAO</ownerCode><itemCode>${code()}</itemCode>
  <planQty>${quantity}</planQty><actualPrice>1.00</actualPrice></orderLine></orderLines></request>`

const entry = (entryOrderCode: string, quantity: number) => `${XML}<request><entryOrder>
  <entryOrderCode>${entryOrderCode}</entryOrderCode><ownerCode>HAITAO</ownerCode>
  <warehouseCode>${WAREHOUSE}</warehouseCode></entryOrder><orderLines><orderLine><ownerCode>HAITAO</ownerCode>
  <itemCode>${code()}</itemCode><planQty>${quantity}</planQty></orderLine></orderLines></request>`

describe('a call', () => {
  it('is refused as TOP60 when a byte of the body or the customer differs', async () => {
    const body = `${XML}<request><page>1</page><pageSize>10</pageSize></request>`
    expect(await qimen(sandbox.url, 'stock.query', body)).toContain('<flag>success</flag>')
    const forged = await qimen(sandbox.url, 'stock.query', body, { customerId: 'other' })
    expect(forged).toContain('<code>TOP60</code>')
    const url = `${sandbox.url}/router/qimen/service?method=x`
    const bare = await (await fetch(url, { method: 'POST', body })).text()
    expect(bare).toContain('<flag>failure</flag>')
    expect(await qimen(sandbox.url, 'stock.query', '<request><page>1')).toContain('XML conversion error')
    expect(await qimen(sandbox.url, 'stock.query', `<!DOCTYPE x>${body}`)).toContain('XML conversion error')
  })

  it('names the field that is missing, and the warehouse that is unknown', async () => {
    expect(await qimen(sandbox.url, 'entryorder.create', '<request><entryOrder/></request>')).toContain(
      'entryOrderCode',
    )
    const wrong = entry('E-0', 1).replace(WAREHOUSE, 'NOWHERE')
    expect(await qimen(sandbox.url, 'entryorder.create', wrong)).toContain('NOWHERE')
  })
})

describe('an entry order', () => {
  it('is taken once, reported, received and confirmed, and raises the stock once', async () => {
    const before = level().quantity
    const first = await qimen(sandbox.url, 'entryorder.create', entry('E-1', 12))
    expect(await qimen(sandbox.url, 'entryorder.create', entry('E-1', 12))).toBe(first)
    await advance(12_000)
    expect(level().quantity).toBe(before + 12)
    expect(methods()).toEqual(['orderprocess.report', 'entryorder.confirm'])
    expect(hook.received[1]?.body).toContain('<actualQty>12</actualQty>')
  })
})

describe('a delivery order', () => {
  it('locks, works its way out and is confirmed with a parcel number', async () => {
    const before = level().quantity
    await qimen(sandbox.url, 'deliveryorder.create', delivery('D-1', 3))
    expect([level().quantity, level().locked]).toEqual([before, 3])
    const asked = `<request><criteriaList><criteria><itemCode>${code()}</itemCode></criteria></criteriaList></request>`
    const answer = await qimen(sandbox.url, 'inventory.query', asked)
    expect(answer).toContain(`<quantity>${before - 3}</quantity><lockQuantity>3</lockQuantity>`)
    await advance(60_000)
    expect([level().quantity, level().locked]).toEqual([before - 3, 0])
    expect(methods().filter((each) => each === 'orderprocess.report')).toHaveLength(5)
    expect(methods().at(-1)).toBe('deliveryorder.confirm')
    expect(hook.received.at(-1)?.body).toMatch(/<expressCode>SF\d+<\/expressCode>/)
  })

  it('is refused when the goods are short', async () => {
    expect(await qimen(sandbox.url, 'deliveryorder.create', delivery('D-2', 9_999))).toContain(
      '<code>S010</code>',
    )
    expect(level().locked).toBe(0)
  })

  it('can be taken back before it is worked on, and not after', async () => {
    const cancel = (orderCode: string) =>
      qimen(
        sandbox.url,
        'order.cancel',
        `<request><warehouseCode>${WAREHOUSE}</warehouseCode><orderCode>${orderCode}</orderCode></request>`,
      )
    await qimen(sandbox.url, 'deliveryorder.create', delivery('D-3', 1))
    expect(await cancel('D-3')).toContain('<flag>success</flag>')
    expect(await cancel('D-3')).toContain('<flag>success</flag>')
    expect(level().locked).toBe(0)
    await qimen(sandbox.url, 'deliveryorder.create', delivery('D-4', 1))
    await advance(6_000)
    expect(await cancel('D-4')).toContain('<code>S013</code>')
    await advance(60_000)
  })
})

describe('reports', () => {
  it('are signed over query and body, and come again until they are taken', async () => {
    hook.answer = '<response><flag>failure</flag><code>X</code></response>'
    await control(sandbox.url, 'POST', 'wms/stock', { warehouseCode: WAREHOUSE, itemCode: code(), delta: -2 })
    hook.answer = '<response><flag>success</flag></response>'
    await advance(30_000)
    expect(methods()).toEqual(['stockchange.report', 'stockchange.report'])
    const { url, body } = hook.received[0] ?? { url: '', body: '' }
    const params = [...new URL(url, 'http://x').searchParams].filter(([key]) => key !== 'sign')
    const text = params.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => key + value)
    const { secret } = CREDENTIALS.QIMEN
    const hash = createHash('md5').update(secret + text.join('') + body + secret)
    expect(new URL(url, 'http://x').searchParams.get('sign')).toBe(hash.digest('hex').toUpperCase())
    expect(body).toContain('<quantity>-2</quantity>')
  })

  it('of a stocktake come in pages of differences', async () => {
    const codes = sandbox.state.warehouse
      .levels()
      .slice(0, 5)
      .map((each) => each.itemCode)
    const counts = codes.map((itemCode) => ({ itemCode, quantity: 90 }))
    const { pages } = await control(sandbox.url, 'POST', 'wms/stocktake', {
      warehouseCode: WAREHOUSE,
      counts,
      pageSize: 2,
    })
    expect(pages).toBe(3)
    expect(hook.received.map(({ body }) => /<currentPage>(\d)</.exec(body)?.[1])).toEqual(['1', '2', '3'])
    expect(level().quantity).toBe(90)
  })

  it('follow a transfer when the goods have arrived', async () => {
    const body = `<request><erpOrderCode>T-1</erpOrderCode><fromStoreCode>${WAREHOUSE}</fromStoreCode>
      <toStoreCode>LA-01</toStoreCode><ownerCode>HAITAO</ownerCode><transferItems><transferItem>
      <scItemCode>${code()}</scItemCode><count>5</count><inventoryType>1</inventoryType></transferItem></transferItems></request>`
    const first = await qimen(sandbox.url, 'transferorder.create', body)
    expect(first).toMatch(/<transferOrderCode>TR\d+</)
    expect(await qimen(sandbox.url, 'transferorder.create', body)).toBe(first)
    await advance(10_000)
    expect(sandbox.state.warehouse.stock('LA-01', code()).quantity).toBe(5)
    expect(methods()).toEqual(['transferorder.report'])
  })
})

describe('an item', () => {
  it('gets an id that stays', async () => {
    const sync = (action: string) =>
      qimen(
        sandbox.url,
        'singleitem.synchronize',
        `<request><actionType>${action}</actionType><warehouseCode>${WAREHOUSE}</warehouseCode><ownerCode>HAITAO</ownerCode>
         <item><itemCode>X-1</itemCode><itemName>茶</itemName><barCode>1;2</barCode><itemType>ZC</itemType></item></request>`,
      )
    const added = await sync('add')
    expect(added).toMatch(/<itemId>WI\d+</)
    expect(await sync('update')).toBe(added)
  })
})
