import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../../client-examples/shared-web/testing/axe.ts'
import { browserPresent } from '../../client-examples/shared-web/testing/browser.ts'
import { scriptSizes } from '../../client-examples/shared-web/testing/build.ts'
import { screenshot } from '../../client-examples/shared-web/testing/screenshot.ts'
import { globalId, plentifulLevels } from '../path/support/stock.ts'
import { type Console, rowOf, startConsole } from './support/console.ts'
import { visitsOf } from './support/visits.ts'

const localId = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1] ?? ''

/** Compressed bytes of the script that the overview takes, charts included. */
const FIRST_LOAD = 150 * 1024

const PAGES = [
  '/',
  '/alerts',
  '/alerts/sync',
  '/purchases',
  '/orders',
  '/stock',
  '/stock/count',
  '/shops',
  '/failures',
  '/mapping',
  '/mapping/fields',
  '/reconciliation',
]

describe.skipIf(!browserPresent)("the operators' console in a browser", () => {
  let desk: Console
  beforeAll(async () => {
    desk = await startConsole()
  })
  afterAll(() => desk?.stop())

  const { open, visitor, expectComplaints } = visitsOf(() => desk)
  const toast = (page: Page, text: string) => page.locator('.toast', { hasText: text }).last().waitFor()
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  const level = async (skip: number) => {
    const [found] = await plentifulLevels(desk.gateway, 1, skip)
    if (!found) throw new Error('the seed has stock')
    return found
  }

  test('shows how the system is, and draws stock and deliveries as they happen', async () => {
    const page = await open('/', { viewport: { width: 1300, height: 900 } })
    await page.getByText('embedded PostgreSQL').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    const { skuId, warehouseId } = await level(0)
    const { sku } = await desk.operate<{ sku: { code: string } }>(
      'query ($id: ID) { sku(id: $id) { code } }',
      {
        id: skuId,
      },
    )
    const chart = page.getByRole('img', { name: 'Deliveries to subscribers per second' }).locator('canvas')
    await page.locator('.panel', { hasText: 'Deliveries' }).getByText('0 a second now').first().waitFor()
    const still = await chart.evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL())
    for (let change = 0; change < 5; change += 1) await desk.changeOnHand(skuId, warehouseId, 1)
    await rowOf(page, 'Stock that moved last', sku.code).getByText('+1').waitFor()
    await page.getByText(/^(?!0 )[\d.]+ a second now$/).waitFor()
    await expect
      .poll(() => chart.evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL()))
      .not.toBe(still)
    expect(visitor().scriptBytes()).toBeGreaterThan(60_000)
    expect(visitor().scriptBytes()).toBeLessThan(FIRST_LOAD)
    expect((await scriptSizes(desk.built.folder)).size).toBeGreaterThan(12)
    await screenshot(page, 'operator-overview')
  })

  test.each(PAGES)(
    '%s has no barrier, in light or dark or on a phone, and can be reached from the navigation',
    async (path) => {
      const page = await open(path, { colorScheme: 'light' })
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.locator('.skeleton').count()).toBe(0)
      expect(await barriers(page)).toEqual([])
      await page.getByLabel('Theme').selectOption('dark')
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
      expect(await barriers(page)).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await barriers(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      const here = page
        .getByRole('navigation', { name: 'Pages of the console' })
        .locator('[aria-current="page"]')
      expect(await here.count()).toBe(1)
    },
  )

  test('links a shop through the pages of the platform, which come back linked', async () => {
    const page = await open(`/shops/${await desk.shop('JD')}`)
    await press(page, 'Unlink')
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click()
    await page.getByText('Unlinked').first().waitFor()
    const [popup] = await Promise.all([page.waitForEvent('popup'), press(page, 'Authorize again')])
    await popup.getByRole('button', { name: 'Authorize' }).click()
    await toast(page, 'The shop is linked.')
    await page.locator('.figure', { hasText: 'Permission' }).getByText('Linked').waitFor()
    await popup.getByText('You can close this window.').waitFor()
    await popup.close()
    await page.getByRole('link', { name: 'Shops' }).click()
    await press(page, 'Link a shop')
    expect(await barriers(page)).toEqual([])
    const [another] = await Promise.all([page.waitForEvent('popup'), press(page, 'JD')])
    await another.getByRole('button', { name: 'Refuse' }).click()
    await another.getByText('was not linked').waitFor()
    await page.getByRole('dialog').getByText('this page notices').waitFor()
    await press(page, 'Close')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('begins a run and shows its progress until it is over; a schedule that is no good is refused at its field', async () => {
    const page = await open(`/shops/${await desk.shop('TAOBAO')}`)
    await desk.control('faults', { kind: 'latency', platform: 'TAOBAO', latencyMs: 300, calls: 8 })
    await press(page, 'Run Products now')
    await page.getByRole('progressbar', { name: 'Products under way' }).waitFor()
    await screenshot(page, 'operator-shop')
    const row = rowOf(page, 'Runs of synchronisations', 'Products')
    await row.getByText('Succeeded').waitFor()
    await row.getByText('took').waitFor()
    await page.getByRole('button', { name: 'Schedule of Products' }).click()
    await page.getByLabel('Seconds between two runs').fill('3')
    await press(page, 'Save')
    await page.locator('.field-error').waitFor()
    expect(await page.getByLabel('Seconds between two runs').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Seconds between two runs').fill('120')
    await press(page, 'Save')
    await page.getByRole('button', { name: 'Schedule of Products' }).getByText('every 2 min').waitFor()
  })

  test('tries a record again that failed, once what was wrong with it is put right', async () => {
    const shopId = await desk.shop('TAOBAO')
    const mapping = (converter: string) =>
      desk.operate(
        'mutation ($input: SaveFieldMappingInput!) { saveFieldMapping(input: $input) { userErrors { message } } }',
        { input: { shopId, entity: 'ORDER', sourcePath: 'status', targetField: 'extra.state', converter } },
      )
    await mapping('integer')
    const { orders } = await desk.control<{ orders: { id: string }[] }>('orders', {
      platform: 'TAOBAO',
      paid: true,
    })
    const id = orders[0]?.id ?? ''
    await desk.gateway.database.prisma.syncFailure.create({
      data: {
        shopId: localId(shopId),
        kind: 'ORDERS',
        externalId: id,
        errorClass: 'MappingFailed',
        message: 'extra.state: it is not a whole number',
        payload: { tid: id, receiver_name: '***' },
      },
    })
    const page = await open(`/failures?shop=${encodeURIComponent(shopId)}&state=open`)
    const row = rowOf(page, 'Failures', id)
    await row.waitFor()
    await row.getByRole('button', { name: `Show ${id}` }).click()
    await page.getByRole('dialog').getByText(id).last().waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-failure')
    await press(page, 'Close')
    await page.getByRole('button', { name: `Try ${id} again` }).click()
    await toast(page, '1 record will be tried again now.')
    await row.getByRole('cell', { name: '2', exact: true }).waitFor()
    await mapping('text')
    await page.getByLabel(`Choose ${id}`).check()
    await press(page, 'Try 1 record again')
    await toast(page, '1 record will be tried again now.')
    await page.getByLabel('State').selectOption('resolved')
    await rowOf(page, 'Failures', id).getByText('Resolved').waitFor()
    expect(new URL(page.url()).searchParams.get('state')).toBe('resolved')
  })

  test('matches a listing with the SKU that is suggested', async () => {
    const { prisma } = desk.gateway.database
    const { id, externalId, externalSkuId, sku } = await prisma.listing.findFirstOrThrow({
      where: { platform: 'TAOBAO', shopId: { not: null }, skuId: { not: null } },
      include: { sku: true },
    })
    await prisma.listing.update({ where: { id }, data: { skuId: null, outerId: sku?.code ?? '' } })
    const page = await open(`/mapping?shop=${encodeURIComponent(await desk.shop('TAOBAO'))}`)
    const choice = page.getByLabel(`SKU of ${externalSkuId || externalId}`)
    await choice.waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-mapping')
    await page.getByLabel('Code of another SKU').fill('no such code')
    await page.keyboard.press('Enter')
    await toast(page, 'There is no SKU no such code.')
    await choice.selectOption({ label: `${sku?.code} (code)` })
    await press(page, 'Confirm 1 mapping')
    await toast(page, '1 listing matched.')
    await page.getByText('Every listing has its SKU.').waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Download CSV')])
    expect(file.suggestedFilename()).toMatch(/\.csv$/)
  })

  test('tries a field mapping on a real record before it is saved, and names the field that is wrong', async () => {
    const page = await open('/mapping/fields')
    await press(page, 'New field mapping')
    await page.getByLabel('Our field').fill('nonsense')
    await page.getByLabel("Path in the platform's record").fill('title')
    await press(page, 'Save')
    await page.locator('.field', { hasText: 'Our field' }).locator('.field-error').waitFor()
    await page.getByLabel('Options of the converter, JSON').fill('{ no json')
    await press(page, 'Save')
    await page.getByText('Not JSON').waitFor()
    await page.getByLabel('Options of the converter, JSON').fill('')
    await page.getByLabel('Our field').fill('extra.heading')
    const listing = await desk.gateway.database.prisma.listing.findFirstOrThrow({
      where: { platform: 'TAOBAO', shopId: { not: null } },
    })
    await page.getByLabel('Try on the record').fill(listing.externalId)
    await press(page, 'Preview')
    await page
      .getByRole('region', { name: 'The record after' })
      .locator('mark', { hasText: 'heading' })
      .first()
      .waitFor()
    expect(await page.getByRole('region', { name: 'The record before' }).getByText('heading').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-field-mapping', true)
    await press(page, 'Save')
    await rowOf(page, 'Field mappings', 'extra.heading').waitFor()
  })

  test('takes on an alert and orders what is proposed', async () => {
    const page = await open('/alerts?status=OPEN&kind=LOW_STOCK')
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: 'Decide' }) })
      .first()
    await row.getByRole('button', { name: 'Decide' }).click()
    await page.getByLabel('Pieces to order').fill('-4')
    await press(page, 'Approve')
    await page.locator('.field-error').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Pieces to order').fill('37')
    await press(page, 'Approve')
    await toast(page, '37 pieces are ordered.')
    await page.getByRole('row').filter({ hasText: '37 pieces' }).getByText('Approved').waitFor()
    const acknowledge = page.getByRole('button', { name: /^Acknowledge the alert on/ }).first()
    const code = (await acknowledge.getAttribute('aria-label'))?.split(' ').at(-1) ?? ''
    await acknowledge.click()
    await toast(page, `You take care of ${code}.`)
    await page.getByLabel('State').selectOption('ACKNOWLEDGED')
    await rowOf(page, 'Stock alerts', code).first().waitFor()
  })

  test('finds a difference between us and the warehouse, and repairs it', async () => {
    // Of a SKU that the shop lists: others are not its affair.
    const found = await desk.gateway.database.prisma.stockLevel.findFirstOrThrow({
      where: {
        onHand: { gte: 40 },
        warehouse: { code: 'GZ-HUB' },
        sku: { listings: { some: { platform: 'JD', shopId: { not: null } } } },
      },
      include: { sku: true },
    })
    const { onHand } = found
    const [skuId, warehouseId] = [globalId('Sku', found.skuId), globalId('Warehouse', found.warehouseId)]
    await desk.changeOnHand(skuId, warehouseId, 5)
    const page = await open('/reconciliation')
    await press(page, 'Compare now')
    await page
      .getByRole('dialog')
      .getByLabel('Shop', { exact: true })
      .selectOption(await desk.shop('JD'))
    await press(page, 'Compare')
    const difference = rowOf(page, 'Differences', found.sku.code)
    await difference.getByText(`Set our count to the warehouse's ${onHand}.`).waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-reconciliation')
    await difference.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    await difference.getByText('Applied').waitFor()
    const { sku } = await desk.operate<{
      sku: { stockLevels: { onHand: number; warehouse: { id: string } }[] }
    }>('query ($id: ID) { sku(id: $id) { stockLevels { onHand warehouse { id } } } }', { id: skuId })
    expect(sku.stockLevels.find(({ warehouse }) => warehouse.id === warehouseId)?.onHand).toBe(onHand)
  })

  test('resolves a purchase that was made by hand, and shows its order', async () => {
    const page = await open('/purchases')
    const row = rowOf(page, 'Purchases', 'HG-100085')
    await row.getByRole('button', { name: 'Bought for HG-100085' }).click()
    await press(page, 'Bought')
    await page.locator('.field-error').waitFor()
    await page.getByLabel('Number of the order on the marketplace').fill('3850112903847261')
    await press(page, 'Bought')
    await toast(page, 'Bought for HG-100085')
    await row.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Orders' }).click()
    await page.getByLabel('Number of an order').fill('HG-100085')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Order HG-100085' }).waitFor()
    await page.getByText('Purchases handed to the platforms').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-order')
  })

  test('ships an order and writes down what the carrier says, until it is delivered', async () => {
    const order = await desk.gateway.database.prisma.order.findFirstOrThrow({
      where: { status: 'AT_WAREHOUSE', source: 'STOREFRONT' },
    })
    const page = await open(`/orders/${encodeURIComponent(globalId('Order', order.id))}`)
    await press(page, 'Ship')
    await page.getByRole('dialog').getByRole('button', { name: 'Ship' }).click()
    await page.locator('.field-error').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Carrier').fill('EMS')
    await page.getByLabel('Number of the parcel').fill('EM200NZ')
    await page.getByRole('dialog').getByRole('button', { name: 'Ship' }).click()
    await toast(page, `${order.number} is on its way.`)
    await page.getByRole('button', { name: 'Ship' }).waitFor({ state: 'detached' })
    await press(page, 'Record news of EM200NZ')
    await page.getByLabel('Where it is').selectOption('DELIVERED')
    await page.getByLabel("In the carrier's words").fill('Signed for by a neighbour')
    await press(page, 'Write down')
    await page.getByText('Signed for by a neighbour').waitFor()
    await page.locator('.lead').getByText('Delivered').waitFor()
  })

  test('warns of what moved while one decides, and changes stock once', async () => {
    const { skuId, warehouseId, onHand } = await level(5)
    const page = await open(`/stock/sku/${skuId}`)
    await page.getByText('Live', { exact: true }).waitFor()
    const { code } = await desk.gateway.database.prisma.warehouse.findUniqueOrThrow({
      where: { id: localId(warehouseId) },
    })
    const adjust = page.getByRole('button', { name: new RegExp(`^Adjust .* in ${code}$`) })
    await adjust.click()
    await page.getByLabel('How').selectOption('set')
    await page.getByLabel('Pieces that are there').fill(String(onHand + 9))
    await desk.changeOnHand(skuId, warehouseId, 2)
    await page.getByText(`It was ${onHand} when you began; +2 since.`).waitFor()
    await press(page, 'Save')
    await toast(page, 'read it again before you change it')
    await press(page, `Decide on ${onHand + 2}`)
    await press(page, 'Save')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await rowOf(page, 'Ledger', '+7').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-sku')
    await page
      .getByRole('button', { name: /^Transfer/ })
      .first()
      .click()
    await page.getByRole('dialog').getByLabel('Pieces').fill('3')
    await page.getByRole('dialog').getByRole('button', { name: 'Transfer' }).click()
    await rowOf(page, 'Ledger', 'Transfer out').waitFor()
  })

  test('records what was counted, for all or for none', async () => {
    const page = await open('/stock/count')
    const inputs = page.getByLabel(/^Counted of/)
    const code = (await inputs.nth(1).getAttribute('aria-label'))?.split(' ').at(-1) ?? ''
    await inputs.first().fill('-1')
    await inputs.nth(1).fill('77')
    await press(page, 'Record 2 counts')
    await page.locator('.field-error').waitFor()
    expect(await inputs.first().getAttribute('aria-invalid')).toBe('true')
    await inputs.first().fill('12')
    await press(page, 'Record 2 counts')
    await toast(page, '2 counts recorded.')
    await rowOf(page, 'Counts', code).getByText('77', { exact: true }).waitFor()
  })

  test('says that there is no network, and goes on when it is back', async () => {
    const page = await open('/stock?search=TEA-0001')
    await rowOf(page, 'Stock', 'TEA-0001').first().waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    expectComplaints(/ERR_INTERNET_DISCONNECTED/)
    await page.context().setOffline(true)
    await page.getByText('This computer has no network').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.context().setOffline(false)
    await page.getByText('This computer has no network').waitFor({ state: 'detached' })
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByLabel('Search').fill('nothing is like this')
    await page.getByText('No SKU is like that.').waitFor()
  })
})
