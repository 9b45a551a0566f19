import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../index.ts'
import { aop, control, post } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ livesByItself: false })
})
afterAll(() => sandbox.stop())

const call = (method: string, path: string, body?: unknown) => control(sandbox.url, method, path, body)

describe('the console page', () => {
  it('comes with its own style and scripts, and forbids itself anything from elsewhere', async () => {
    const page = await fetch(sandbox.url)
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    const assets = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map((match) => match[1])
    expect(assets).toEqual(['/console.css', '/console-parts.css', '/console.mjs'])
    for (const asset of assets) expect((await fetch(sandbox.url + asset)).status).toBe(200)
  })

  it('draws a picture for every key, the same each time', async () => {
    const draw = async (key: string) => (await fetch(`${sandbox.url}/images/${key}.svg`)).text()
    expect(await draw('p001')).toBe(await draw('p001'))
    expect(await draw('p001')).not.toBe(await draw('p002'))
    const pixels = await fetch(`${sandbox.url}/images/p001.png`)
    expect([pixels.headers.get('content-type'), await pixels.text()]).toEqual([
      'image/png',
      expect.stringMatching(/^.PNG/),
    ])
    expect((await fetch(`${sandbox.url}/images/..%2f.svg`)).status).toBe(404)
  })
})

describe('the overview', () => {
  it('counts shops, stock and orders', async () => {
    const { shops, buyers } = await call('GET', 'overview')
    expect(shops.map((shop: { key: string; items: number }) => [shop.key, shop.items])).toEqual([
      ['taobao-shop-1', 60],
      ['jd-shop-1', 60],
      ['alibaba-shop-1', 60],
    ])
    expect(buyers).toHaveLength(3)
  })

  it('searches stock', async () => {
    const { rows, total } = await call('GET', 'stock?q=P001-RED&limit=2')
    expect([rows.length, total]).toEqual([2, 3])
  })
})

describe('stock and price', () => {
  it('are changed by SKU id or by merchant code, and become messages', async () => {
    const changed = await call('POST', 'stock', {
      platform: 'TAOBAO',
      code: 'P001-RED',
      quantity: 3,
      priceFen: 5,
    })
    expect(changed).toMatchObject({ quantity: 3, priceFen: 5 })
    const less = await call('POST', 'stock', {
      platform: 'TAOBAO',
      externalSkuId: changed.externalSkuId,
      delta: -5,
    })
    expect(less.quantity).toBe(0)
    const { messages } = await call('GET', 'messages?platform=TAOBAO')
    expect(messages.map((mail: { topic: string }) => mail.topic)).toEqual([
      'taobao_item_ItemStockChanged',
      'taobao_item_ItemStockChanged',
      'taobao_item_ItemSkuZeroStock',
    ])
  })

  it('are refused with the field or the SKU that is wrong', async () => {
    expect((await call('POST', 'stock', { platform: 'TAOBAO', code: 'x', quantity: -1 })).error).toContain(
      'quantity',
    )
    expect((await call('POST', 'stock', { platform: 'TAOBAO', code: 'x' })).error).toContain('no such SKU')
    expect((await call('POST', 'nothing')).error).toContain('no control call')
  })
})

describe('the clock', () => {
  it('runs orders ahead while rows keep the present time', async () => {
    const made = await call('POST', 'orders', { platform: 'JD' })
    const before = Date.now()
    const { happened } = await call('POST', 'advance', { ms: 3_600_000 })
    expect(happened).toBeGreaterThanOrEqual(1)
    const { orders } = await call('GET', 'orders?platform=JD')
    const order = orders.find((each: { id: string }) => each.id === made.orders[0].id)
    expect(order.status).toBe('PAID')
    expect(Math.abs(Date.parse(order.modified) - before)).toBeLessThan(60_000)
  })

  it('can be made to differ, and says so in the Date header', async () => {
    await call('POST', 'clock', { skewMs: 3_600_000 })
    const answer = await fetch(`${sandbox.url}/_control/clock`)
    const date = Date.parse(answer.headers.get('date') ?? '')
    expect(Math.round((date - Date.now()) / 60_000)).toBe(60)
    await call('POST', 'clock', { skewMs: 0 })
  })
})

describe('a pay link', () => {
  it('pays what it names', async () => {
    const item = sandbox.state.shelf.items('ALIBABA_1688')[0]
    const cargo = [{ offerId: item?.externalId, specId: item?.skus[0]?.specId, quantity: 1 }]
    const made = await aop(sandbox.url, 'com.alibaba.trade', 'alibaba.trade.fastCreateOrder', {
      flow: 'general',
      addressParam: JSON.stringify({ addressId: '1' }),
      cargoParamList: JSON.stringify(cargo),
      outOrderId: 'PAY-1',
    })
    const link = await aop(sandbox.url, 'com.alibaba.trade', 'alibaba.alipay.url.get', {
      orderIdList: JSON.stringify([made.body.result.orderId]),
    })
    expect((await post(link.body.payUrl, {})).text).toContain('PAID')
    expect(sandbox.state.purchases.byOwnKey('ALIBABA_1688', 'PAY-1')[0]?.status).toBe('PAID')
  })
})

describe('npm run sandbox', () => {
  it('says in one sentence that the port is taken, and fails', async () => {
    const main = new URL('../main.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, SANDBOX_PORT: String(sandbox.port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const said: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(Buffer.concat(said).toString()).toBe(
      `The sandbox cannot start: port ${sandbox.port} is taken; set SANDBOX_PORT to another.\n`,
    )
  })
})
