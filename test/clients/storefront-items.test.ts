import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../../client-examples/shared-web/testing/axe.ts'
import { browserPresent } from '../../client-examples/shared-web/testing/browser.ts'
import { screenshot } from '../../client-examples/shared-web/testing/screenshot.ts'
import { importDeskOf } from '../catalogue/import-desk.ts'
import { peopleDeskOf } from '../catalogue/people-desk.ts'
import { until } from '../support/until.ts'
import { type Shop, startShop } from './support/shop.ts'
import { visitsOf } from './support/visits.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

describe.skipIf(!browserPresent)('the storefront over an empty database', () => {
  let shop: Shop
  const market = importDeskOf(() => shop.gateway)
  const people = peopleDeskOf(() => shop.gateway)

  beforeAll(async () => {
    shop = await startShop({ SEED: 'off', ITEM_CALLS_PER_ADDRESS: '100' })
    await shop.operate(
      'mutation { setExchangeRate(input: { currency: "USD", rate: "0.14", idempotencyKey: "usd" }) { userErrors { message } } }',
    )
  })
  afterAll(() => shop?.stop())

  const { open, expectComplaints } = visitsOf(() => shop)

  async function paste(page: Page, text: string): Promise<void> {
    await page.evaluate((pasted) => {
      const data = new DataTransfer()
      data.setData('text', pasted)
      document
        .querySelector('input[type=search]')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
    }, text)
  }

  test('shows what a pasted link names, with its price and choices now, and orders it', async () => {
    const { page: link, externalId, title: titleZh, titleEn: title } = await market.oneOf('TAOBAO', 2)
    const page = await open('/', { locale: 'en-NZ' })
    await page.getByText('Nothing fits').waitFor()
    await paste(page, `Look at this: ${link}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/item/taobao/${externalId}`)
    expect(await page.locator('.price').textContent()).toMatch(/^\$[\d.]+ CN¥[\d.]+$/)
    await page.getByText('Your price, for the item as it was sold').waitFor()
    await page.getByLabel('L', { exact: true }).check()
    expect(new URL(page.url()).searchParams.get('sku')).toMatch(/^\d+$/)
    expect(await page.locator('.product-picture img').first().evaluate(hasPixels)).toBe(true)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-item')

    const price = await page.locator('.price').textContent()
    await page.getByRole('button', { name: 'One more' }).click()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Go to the cart' }).click()
    await page.getByRole('link', { name: title }).waitFor()
    expect(await page.locator('.cart-row .small').textContent()).toMatch(/, L$/)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-item-cart')
    await page.getByRole('link', { name: 'Check out' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('Name').fill('ottoline')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('Country', { exact: true }).selectOption('NZ')
    await page.getByLabel('Name', { exact: true }).fill('Ottoline Varnishwood')
    await page.getByLabel('Street and number').fill('31 Hollyhock Passage')
    await page.getByLabel('Postal code').fill('6011')
    await page.getByLabel('City').fill('Wellington')
    await page.getByLabel('Phone').fill('+64 4 555 0119')
    await page.getByRole('button', { name: 'Order and pay' }).click()
    await page.getByRole('heading', { name: 'Sandbox Pay' }).waitFor()
    const [order] = await shop.gateway.database.prisma.order.findMany({
      include: { lines: { include: { sku: { include: { listings: true } } } } },
    })
    expect(order?.lines).toMatchObject([{ quantity: 2, sku: { listings: [{ externalId }] } }])
    expect(price).toContain((Number(order?.lines[0]?.unitPriceMinor) / 100).toFixed(2))

    // The order leads back to the item, as no product is on show.
    await page.goto(`${shop.url}/orders/${order?.number}`)
    // The order has kept the title of its SKU, in the language in which the SKU has one.
    await page.getByRole('link', { name: new RegExp(`^(${title}|${titleZh})`) }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
  })

  test.each([
    ['hello there', 'We find no item in this text'],
    ['https://example.com/item.htm?id=678901234567', 'We do not know this shop'],
    ['https://item.taobao.com/item.htm?id=999999999999', 'There is no such item'],
  ])('says why %s names no item', async (text, reason) => {
    const page = await open(`/find?text=${encodeURIComponent(text)}`, PHONE)
    await page.getByRole('alert').getByText(reason).waitFor()
    expect(await page.getByLabel('Link, share text').inputValue()).toBe(text)
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  test('asks which marketplace a bare number is from', async () => {
    const { externalId, titleEn: title } = await market.oneOf('TAOBAO', 1)
    const page = await open('/')
    await page.getByRole('searchbox').fill(externalId)
    await page.getByRole('button', { name: 'Find this item' }).click()
    await page.getByText('Which marketplace is this number from?').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Taobao', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
  })

  test('says that an item is gone, and takes another link', async () => {
    const { page: link, title } = await market.oneOf('WEIDIAN', 1)
    const page = await open('/item/weidian/999999999999', PHONE)
    await page.getByRole('heading', { level: 1, name: 'There is no such item' }).waitFor()
    await page.getByLabel('Link, share text').fill(link)
    await page.getByRole('button', { name: 'Find', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  test('shows a line of the cart that cannot be read, and reads it again', async () => {
    const { externalId, titleEn: title } = await market.oneOf('TAOBAO', 3)
    const line = { item: { platform: 'TAOBAO', externalId, externalSkuId: null }, quantity: 1 }
    expectComplaints(/ERR_FAILED/)
    const page = await open('/sign-in', {
      storageState: {
        cookies: [],
        origins: [
          { origin: shop.url, localStorage: [{ name: 'storefront.cart', value: JSON.stringify([line]) }] },
        ],
      },
    })
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('CartItem') ? route.abort() : route.continue(),
    )
    await page.goto(`${shop.url}/cart`)
    await page.getByText('does not answer right now').waitFor()
    expect(await page.getByRole('link', { name: 'Check out' }).count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: title }).waitFor()
  })

  test('has a page for each category, with clean addresses and the pictures of its products', async () => {
    const { drinks, tea } = await people.openShop()
    await people.product({ titleEn: 'Rolled oolong', categoryIds: [tea.id], status: 'ACTIVE' })
    await people.product({ titleEn: 'Ginger syrup', categoryIds: [drinks.id], status: 'ACTIVE' })
    await market.priceAll('10')
    const { page: link } = await market.oneOf('TAOBAO', 4)
    await market.run('importItems', { references: [link], categoryId: tea.id, publish: true })
    const { media } = shop.gateway.database.prisma
    // Items that were ordered above have pictures too: the one on the page may be the last.
    await until(async () => (await media.count({ where: { status: 'WAITING' } })) === 0, 'all pictures')
    expect(await media.count({ where: { status: 'STORED' } })).toBeGreaterThan(0)
    const page = await open('/')
    await page.getByText('3 products', { exact: true }).waitFor()
    await page.getByRole('link', { name: /^Drinks/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Drinks' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/c/drinks')
    await page.getByRole('navigation', { name: 'Kind' }).getByRole('link', { name: /^Tea/ }).click()
    await page.getByText('2 products', { exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/c/tea')
    await expect.poll(() => page.title()).toBe('Tea · Haitao House')
    const photo = page.locator('.card img')
    await expect.poll(() => photo.evaluate(hasPixels)).toBe(true)
    expect(await photo.evaluate((image) => (image as unknown as { currentSrc: string }).currentSrc)).toMatch(
      /\/media\/.*[?]w=\d+$/,
    )
    // The one without a picture has a drawing.
    expect(await page.locator('.card svg.art').count()).toBe(1)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-category')
    await page.locator('.card a').first().click()
    await page.getByRole('heading', { level: 1, name: 'Rolled oolong' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/p/rolled-oolong')
    await page.goto(`${shop.url}/?kind=tea`)
    await page.getByRole('heading', { level: 1, name: 'Tea' }).waitFor()
    await page.goto(`${shop.url}/c/none`)
    await page.getByText('There is nothing here').waitFor()
  })
})

/** Whether an image has come. */
const hasPixels = (element: unknown) => {
  const { complete, naturalWidth } = element as { complete: boolean; naturalWidth: number }
  return complete && naturalWidth > 0
}
