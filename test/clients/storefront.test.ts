import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../../client-examples/shared-web/testing/axe.ts'
import { browserPresent } from '../../client-examples/shared-web/testing/browser.ts'
import { scriptSizes } from '../../client-examples/shared-web/testing/build.ts'
import { screenshot } from '../../client-examples/shared-web/testing/screenshot.ts'
import { type Shop, startShop } from './support/shop.ts'
import { visitsOf } from './support/visits.ts'

/** Compressed script of the first page, in bytes. */
const FIRST_LOAD = 120 * 1024
/** The first product of the seed. */
const PRODUCT = `/products/${btoa('Product:product-tea-0001')}`
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

describe.skipIf(!browserPresent)('the storefront in a browser', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await startShop()
  })
  afterAll(() => shop?.stop())

  const { open, visitor, expectComplaints } = visitsOf(() => shop)

  const signedIn = (name: string) => ({
    cookies: [],
    origins: [
      {
        origin: shop.url,
        localStorage: [{ name: 'storefront.account', value: JSON.stringify(name) }],
      },
    ],
  })

  async function signIn(page: Page, name: string): Promise<void> {
    await page.getByLabel('Name').fill(name)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
  }

  async function fillAddress(page: Page, phone: string): Promise<void> {
    await page.getByLabel('Country', { exact: true }).selectOption('NZ')
    await page.getByLabel('Name', { exact: true }).fill('Ottoline Varnishwood')
    await page.getByLabel('Street and number').fill('31 Hollyhock Passage')
    await page.getByLabel('Postal code').fill('6011')
    await page.getByLabel('City').fill('Wellington')
    await page.getByLabel('Phone').fill(phone)
  }

  /** A page of a product with this SKU chosen, its live connection open. */
  async function openSku(code: string, options = {}): Promise<Page> {
    const { product } = await shop.sku(code)
    const page = await open(`/products/${encodeURIComponent(product.id)}?sku=${code}`, options)
    await page.getByText('Live', { exact: true }).waitFor()
    return page
  }

  test('shows the catalogue quickly: little script, a page of cards, more by keyboard and by scrolling', async () => {
    const page = await open('/', { locale: 'de-DE' })
    const cards = page.locator('.card')
    await cards.first().waitFor()
    expect(await cards.count()).toBe(24)
    expect(await page.getByText('216 products').count()).toBe(1)
    // Somebody from Germany thinks in euros.
    expect(await cards.first().locator('strong').textContent()).toMatch(/^from €\d/)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-grid')
    await page.getByText('Live', { exact: true }).waitFor()
    expect(visitor().scriptBytes()).toBeGreaterThan(50_000)
    expect(visitor().scriptBytes()).toBeLessThan(FIRST_LOAD)
    const sizes = [...(await scriptSizes(shop.built.folder))].sort(([, one], [, other]) => other - one)
    expect(sizes.length).toBeGreaterThan(6)
    await page.getByRole('button', { name: 'Show more' }).focus()
    await page.keyboard.press('Enter')
    await cards.nth(47).waitFor()
    // The page grows while its cards get their height: somebody who scrolls goes on scrolling.
    await expect
      .poll(async () => {
        await page.evaluate('scrollTo(0, document.body.scrollHeight)')
        return cards.count()
      })
      .toBeGreaterThanOrEqual(72)
  })

  test('narrows by words, marketplace, kind and availability, in the address, and says when nothing fits', async () => {
    const page = await open('/')
    await page.getByRole('searchbox').fill('gaiwan')
    await page.getByText('1 product', { exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('gaiwan')
    await page.getByLabel('1688').check()
    await page.getByLabel('Availability').selectOption('OUT_OF_STOCK')
    await page.getByText('Nothing fits').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByText('216 products').waitFor()
    await page.getByRole('link', { name: /^Tea/ }).click()
    await page.getByText('18 products').waitFor()
    await page.locator('.card a').first().click()
    await page.getByRole('heading', { level: 1, name: 'Longjing' }).waitFor()
    await page.goBack()
    await page.getByText('18 products').waitFor()
    expect(new URL(page.url()).pathname).toBe('/c/tea')
  })

  test('counts what each further choice would leave, and sorts', async () => {
    const page = await open('/c/hanfu', { locale: 'en-US' })
    await page.getByText('18 products').waitFor()
    await page.getByText('More filters').click()
    await page.getByRole('checkbox', { name: 'XL 7', exact: true }).check()
    await page.getByText('7 products', { exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.getAll('with')).toEqual(['Size:XL'])
    // Sizes are counted without the chosen one, everything else with it.
    await page.getByRole('checkbox', { name: 'M 11', exact: true }).waitFor()
    const marked = page.getByRole('checkbox', { name: /^Taobao/ }).locator('..')
    expect(Number((await marked.textContent())?.match(/\d+$/)?.[0])).toBeLessThanOrEqual(7)
    await page.getByLabel('Sort by').selectOption('PRICE_DESC')
    const prices = async () =>
      (await page.locator('.card strong').allTextContents()).map((text) =>
        Number(text.replace(/[^\d.]/g, '')),
      )
    await expect.poll(async () => (await prices()).length).toBe(7)
    const shown = await prices()
    expect(shown).toEqual(shown.toSorted((one, other) => other - one))
    await page.getByLabel('Price, USD, to').fill(String(shown.at(-1)))
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('1 product', { exact: true }).waitFor()
    expect(await barriers(page)).toEqual([])
    await page.reload()
    await page.getByText('1 product', { exact: true }).waitFor()
    expect(await page.getByRole('checkbox', { name: /^XL/ }).isChecked()).toBe(true)
    await screenshot(page, 'storefront-filters')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByText('18 products').waitFor()
  })

  test('shows stock that changes while one looks, and what was missed without a network', async () => {
    const code = 'CER-0001-WHT-150'
    const { available } = await shop.sku(code)
    const page = await openSku(code)
    await page.getByText(`${available} available`).waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-product', true)
    await shop.adjust(code, 3)
    await page.getByText(`${available + 3} available`).waitFor()
    expectComplaints(/ERR_INTERNET_DISCONNECTED/)
    await page.context().setOffline(true)
    await page.getByText('You are offline').waitFor()
    await screenshot(page, 'storefront-offline')
    await shop.adjust(code, -1)
    await page.context().setOffline(false)
    await page.getByText(`${available + 2} available`).waitFor()
    await page.getByText('You are offline').waitFor({ state: 'detached' })
    await shop.sellOut(code)
    await page.getByText('Sign in to be told when it is back').waitFor()
    // Another choice of the same product can still be had.
    await page.getByLabel('80 ml').check()
    await page.getByRole('button', { name: 'Add to cart' }).waitFor()
  })

  test('tells who asked when it is back, on another page', async () => {
    const code = 'KIT-0001-24'
    await shop.sellOut(code)
    const page = await openSku(code)
    await page.getByRole('link', { name: 'Sign in to be told' }).click()
    await signIn(page, 'ben')
    await page.getByRole('button', { name: 'Tell me when it is back' }).click()
    await page.getByText('We will tell you when it is back').waitFor()
    await page.getByRole('link', { name: 'Haitao House' }).click()
    await page.locator('.card').first().waitFor()
    await shop.adjust(code, 30)
    await page.getByText('is back').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('link', { name: 'Look' }).click()
    await page.getByText('30 available').waitFor()
  })

  test('takes an order from the cart over the payment page to the door, live', async () => {
    const page = await openSku('TEA-0001-100G-TIN', { viewport: { width: 1200, height: 900 } })
    await page.getByRole('button', { name: 'One more' }).click()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'Go to the cart' }).click()
    await page.getByRole('heading', { name: 'Your cart' }).waitFor()
    await page.getByRole('link', { name: 'Check out' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-cart')
    await page.getByRole('link', { name: 'Check out' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await signIn(page, 'ada')
    await page.getByLabel('Country', { exact: true }).selectOption('HK')
    expect(await page.getByLabel('Postal code').count()).toBe(0)
    await screenshot(page, 'storefront-address')
    await fillAddress(page, 'none')
    await page.getByRole('button', { name: 'Order and pay' }).click()
    await page.getByText('Please check this.').waitFor()
    expect(await page.evaluate('document.activeElement.name')).toBe('phone')
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-checkout')
    await page.getByLabel('Phone').fill('+64 4 555 0119')
    await page.getByRole('button', { name: 'Order and pay' }).click()
    await page.getByRole('button', { name: 'Decline the card' }).click()
    await page.getByText('The payment was declined').waitFor()
    await page.getByRole('link', { name: 'Pay now' }).click()
    await screenshot(page, 'storefront-payment')
    await page.getByRole('button', { name: 'Pay now' }).click()
    await page.getByRole('heading', { level: 1, name: /Order HG-/ }).waitFor()
    await page.getByText('The order is now: Paid').waitFor({ state: 'attached' })
    expect(await page.getByRole('link', { name: /^Cart, 0/ }).count()).toBe(1)
    await page.getByText('Live', { exact: true }).waitFor()

    const number = new URL(page.url()).pathname.split('/').at(-1)
    const { order } = await shop.operate<{ order: { id: string } }>(
      'query ($number: String) { order(number: $number) { id } }',
      { number },
    )
    await shop.operate(
      `mutation ($id: ID!) { shipOrder(input: { orderId: $id, carrier: "EMS", trackingNumber: "EM100NZ", idempotencyKey: "EM100NZ" }) {
        userErrors { message } } }`,
      { id: order.id },
    )
    await page.getByText('The order is now: On its way to you').waitFor({ state: 'attached' })
    for (const [status, description] of [
      ['CUSTOMS', 'Cleared in Auckland'],
      ['DELIVERED', 'Signed for'],
    ])
      await shop.operate(
        `mutation ($status: TrackingStatus!, $description: String!, $at: DateTime!) { recordTracking(input: {
          carrier: "EMS", trackingNumber: "EM100NZ", status: $status, description: $description, occurredAt: $at
        }) { userErrors { message } } }`,
        { status, description, at: new Date().toISOString() },
      )
    await page.getByText('Cleared in Auckland').waitFor()
    await page.getByText('The order is now: Delivered').waitFor({ state: 'attached' })
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-order', true)
    await page.getByRole('button', { name: 'I have received it' }).click()
    await page.getByText('The order is now: Completed').waitFor({ state: 'attached' })
    await page.getByRole('link', { name: 'My orders' }).click()
    await page.getByText(`Order ${number}`).waitFor()
    expect(await page.locator('.order-row').count()).toBe(1)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-orders')
  })

  test('orders once when the answer is lost, and nothing when somebody else was faster', async () => {
    const code = 'OUT-0001-KHK-2P'
    const page = await openSku(code)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.goto(`${shop.url}/sign-in?then=/checkout`)
    await signIn(page, 'cleo')
    await fillAddress(page, '+64 4 555 0119')
    expectComplaints(/ERR_FAILED/)
    const isOrder = 'placeOrder'
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes(isOrder)) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.getByRole('button', { name: 'Order and pay' }).click()
    await page.getByText('No answer came').waitFor()
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Order and pay' }).click()
    await page.getByRole('heading', { name: 'Sandbox Pay' }).waitFor()
    expect(await ordersOf('cleo')).toBe(1)

    await page.goto(
      `${shop.url}/products/${encodeURIComponent((await shop.sku(code)).product.id)}?sku=${code}`,
    )
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.goto(`${shop.url}/checkout`)
    await fillAddress(page, '+64 4 555 0119')
    await shop.sellOut(code)
    await page.getByRole('button', { name: 'Order and pay' }).click()
    await page.getByText('There is not enough left').waitFor()
    expect(await ordersOf('cleo')).toBe(1)
  })

  async function ordersOf(customer: string): Promise<number> {
    return shop.gateway.database.prisma.order.count({ where: { customerId: customer } })
  }

  test('speaks Chinese, is dark, on a phone, and remembers it', async () => {
    const page = await open('/', PHONE)
    await page.locator('.card').first().waitFor()
    await screenshot(page, 'storefront-phone')
    await page.locator('.settings summary').click()
    await page.getByLabel('Language').selectOption('zh')
    await page.getByLabel('外观').selectOption('dark')
    await page.getByLabel('货币').selectOption('JPY')
    await page.reload()
    await page.getByText('共 216 件商品').waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN')
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    expect(await page.locator('.card strong').first().textContent()).toMatch(/^JP¥\d[\d,]* 起$/)
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await page.locator('.card a').first().click()
    await page.getByRole('button', { name: '加入购物车' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-phone-dark-zh')
  })

  test.each([
    '/',
    '/?q=zzzz',
    '/c/tea?with=Packaging:Tin',
    PRODUCT,
    '/cart',
    '/checkout',
    '/sign-in',
    '/orders',
  ])('%s has no barrier, in light or dark or on a phone', async (path) => {
    const page = await open(path, { colorScheme: 'light', storageState: signedIn('ada') })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => page.locator('.bone').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await barriers(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  test('says what is wrong and tries again; a wrong address is said to be wrong', async () => {
    expectComplaints(/ERR_FAILED/)
    const page = await open('/nowhere')
    await page.getByText('There is nothing here').waitFor()
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('link', { name: 'Back to the shop' }).click()
    await page.getByText('The shop cannot be reached').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'storefront-error')
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.card').first().waitFor()
    await page.goto(`${shop.url}/products/${btoa('Product:none')}`)
    await page.getByText('There is nothing here').waitFor()
  })
})
