import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../../client-examples/shared-web/testing/axe.ts'
import { browserPresent } from '../../client-examples/shared-web/testing/browser.ts'
import { screenshot } from '../../client-examples/shared-web/testing/screenshot.ts'
import { reprice } from '../../src/catalogue/prices/reprice.ts'
import { money } from '../../src/domain/money.ts'
import { transaction } from '../../src/store/transaction.ts'
import { importDeskOf } from '../catalogue/import-desk.ts'
import { picture } from '../media/support.ts'
import { until } from '../support/until.ts'
import { type Console, rowOf, startConsole } from './support/console.ts'
import { visitsOf } from './support/visits.ts'

const PAGES = ['/products', '/products/new', '/imports', '/prices', '/categories', '/translations']

// Each test goes on with what those above it made: a company that begins.
describe.skipIf(!browserPresent)("the console's catalogue over an empty database", () => {
  let desk: Console
  const market = importDeskOf(() => desk.gateway)
  beforeAll(async () => {
    desk = await startConsole({ SEED: 'off' })
  })
  afterAll(() => desk?.stop())

  const { open } = visitsOf(() => desk)
  const toast = (page: Page, text: string) => page.locator('.toast', { hasText: text }).last().waitFor()
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).filter({ visible: true }).last().click()

  test('makes a category, and refuses an address that is none at its field', async () => {
    const page = await open('/categories')
    await page.getByText('No category yet').waitFor()
    await press(page, 'New category')
    await page.getByLabel('Name, English').fill('Tea')
    await page.getByLabel('Name in addresses').fill('Not good!')
    await press(page, 'Save')
    await page.locator('.field-error').waitFor()
    expect(await page.getByLabel('Name in addresses').getAttribute('aria-invalid')).toBe('true')
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Name in addresses').fill('tea')
    await press(page, 'Save')
    await toast(page, 'The category is saved.')
    await rowOf(page, 'Categories', 'Tea').getByText('no Chinese name').waitFor()
  })

  test('makes a product with a picture and a SKU, edits both, and shows who changed what', async () => {
    const page = await open('/products')
    await page.getByText('The catalogue is empty.').waitFor()
    await page.getByRole('link', { name: 'New product' }).click()
    await page.getByLabel('Title, English').fill('Rolled oolong')
    await page.getByLabel('Description, English').fill('From Anxi.')
    await page.getByLabel('Tea', { exact: true }).check()
    await page.getByLabel('State').selectOption('ACTIVE')
    const file = { name: 'tea.png', mimeType: 'image/png', buffer: await picture('png', 400) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('list', { name: 'Pictures' }).getByRole('listitem').waitFor()
    await page.getByLabel('Code', { exact: true }).fill('OOLONG-100')
    await page.getByLabel('Price for one piece, CNY').fill('dear')
    await press(page, 'Make the product')
    await page.locator('.field-error').waitFor()
    await page.getByLabel('Price for one piece, CNY').fill('39.90')
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-new-product', true)
    await press(page, 'Make the product')
    await toast(page, 'The product is made.')
    await page.getByRole('heading', { level: 1, name: 'Rolled oolong' }).waitFor()

    await page.getByLabel('Title, Chinese').fill('铁观音')
    await page.getByLabel('Brand').fill('Anxi Hill')
    await press(page, 'Save')
    await toast(page, 'Saved.')
    await rowOf(page, 'Changes', 'titleZh').getByText('铁观音').waitFor()
    await rowOf(page, 'Changes', 'titleZh').getByText('by hand').waitFor()
    await page.getByRole('button', { name: 'Edit: OOLONG-100' }).click()
    await page.getByLabel('Price for one piece, CNY').fill('42.50')
    await page.getByLabel('Weight, grams').fill('120')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await toast(page, 'OOLONG-100: saved.')
    await rowOf(page, 'SKUs', 'OOLONG-100').getByText('CN¥42.50').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-product', true)
    // The change of the SKU was one of its product: the next save goes on from there.
    await page.getByLabel('Brand').fill('Anxi')
    await press(page, 'Save')
    await rowOf(page, 'Changes', 'brand').filter({ hasText: 'Anxi Hill' }).first().waitFor()
    const { products } = await desk.operate<{ products: { nodes: object[] } }>(
      `{ products { nodes { brand status title(locale: "zh") media { width } categories { slug }
        skus { code weightGrams price { amount } } } } }`,
    )
    expect(products.nodes).toEqual([
      {
        brand: 'Anxi',
        status: 'ACTIVE',
        title: '铁观音',
        media: [{ width: 400 }],
        categories: [{ slug: 'tea' }],
        skus: [{ code: 'OOLONG-100', weightGrams: 120, price: { amount: '42.50' } }],
      },
    ])
  })

  test('does not overwrite what somebody else has changed meanwhile', async () => {
    const page = await open('/products')
    await page.getByRole('link', { name: 'Rolled oolong' }).click()
    await page.getByLabel('Title, English').fill('Oolong of mine')
    const [product] = await desk.gateway.database.prisma.product.findMany()
    const id = Buffer.from(`Product:${product?.id}`).toString('base64')
    await desk.operate(
      'mutation ($id: ID!) { updateProduct(input: { id: $id, brand: "Theirs" }) { userErrors { code } } }',
      { id },
    )
    await press(page, 'Save')
    await page.getByText('Somebody else changed this product meanwhile').waitFor()
    expect(await barriers(page)).toEqual([])
    await press(page, 'Load it again')
    await expect.poll(() => page.getByLabel('Brand').inputValue()).toBe('Theirs')
    expect(await page.getByLabel('Title, English').inputValue()).toBe('Rolled oolong')
  })

  test('makes a price rule, imports an item with its progress, and decides on a price that jumps', {
    timeout: 90_000,
  }, async () => {
    const page = await open('/prices')
    await page.getByText('No rule yet').waitFor()
    await press(page, 'New rule')
    await page.getByLabel('Name').fill('Double')
    await page.getByLabel('Markup, %').fill('100')
    await page.getByLabel('Category').selectOption({ label: 'Tea' })
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-rule')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await toast(page, 'The rule is saved.')
    await rowOf(page, 'Price rules', 'Double').getByText('Tea').waitFor()

    const { page: link } = await market.oneOf('WEIDIAN', 2)
    await page.getByRole('link', { name: 'Import' }).click()
    await press(page, 'Import')
    await page.getByText('Name at least one item.').waitFor()
    await page.getByLabel('Links, share texts').fill(`${link}\nhttps://example.com/nothing`)
    await page.getByLabel('Category').first().selectOption({ label: 'Tea' })
    await press(page, 'Import')
    await toast(page, 'The import has begun.')
    await rowOf(page, 'Imports', 'Partly').getByText('2 of 2').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-imports')
    await rowOf(page, 'Imports', 'Partly').getByRole('link', { name: 'Links' }).click()
    await rowOf(page, 'Rows', 'example.com').getByText('Failed').waitFor()
    await page.locator('.figure', { hasText: 'New' }).getByText('1').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-import')

    const { prisma } = desk.gateway.database
    const sku = await prisma.sku.findFirstOrThrow({ where: { costMinor: { not: null } } })
    const cost = sku.costMinor ?? 0n
    await until(
      async () => (await prisma.sku.findUniqueOrThrow({ where: { id: sku.id } })).priceMinor === 2n * cost,
      'the rule to be applied',
    )
    // Stands for the next reading of the item.
    await transaction(prisma, (tx) =>
      reprice(tx, [{ skuId: sku.id, cost: money(2n * cost) }], { actor: 'test', source: 'MARKETPLACE' }),
    )
    await page.goto(`${desk.url}/prices`)
    const held = rowOf(page, 'Held prices', sku.code)
    await held.getByText('Double').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-prices')
    await held.getByRole('button', { name: 'Accept' }).click()
    await toast(page, `${sku.code} costs`)
    await page.getByText('No price waits').waitFor()
    expect((await prisma.sku.findUniqueOrThrow({ where: { id: sku.id } })).priceMinor).toBe(4n * cost)
  })

  test('shows what lacks a language, and takes the text', async () => {
    const page = await open('/translations')
    const list = page.getByRole('list', { name: 'Translations' }).getByRole('listitem')
    await list.waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-translations')
    await list.getByLabel('Title, English').fill('Horse-face skirt')
    await list.getByRole('button', { name: 'Save' }).click()
    await toast(page, 'Horse-face skirt: saved.')
    await page.getByText('Every product has a title in this language.').waitFor()
    await page.getByLabel('Another language').fill('fr')
    await press(page, 'Look')
    await expect.poll(() => list.count()).toBe(2)
    await page.getByRole('link', { name: 'Products' }).click()
    await page.getByRole('link', { name: 'Horse-face skirt' }).waitFor()
    await screenshot(page, 'operator-products')
  })

  test('tries a table first, and then imports the same file, whose template can be loaded', async () => {
    const page = await open('/imports')
    const href = await page.getByRole('link', { name: 'Download an empty table' }).getAttribute('href')
    const [header] = (await (await fetch(href ?? '')).text()).replace('\ufeff', '').split('\n')
    expect(header?.split(',')).toEqual(expect.arrayContaining(['handle', 'sku', 'price']))
    await press(page, 'Try the table')
    await page.getByText('Choose a file.').waitFor()
    const buffer = Buffer.from('handle,sku,title:en,price\npuer,PUER-1,Pu-erh cake,88.00\n')
    await page.locator('input[type=file]').setInputFiles({ name: 'tea.csv', mimeType: '', buffer })
    await press(page, 'Try the table')
    await toast(page, 'The trial has begun.')
    const trial = rowOf(page, 'Imports', 'Trial')
    await trial.getByText('1 of 1').waitFor()
    expect(await barriers(page)).toEqual([])
    const { prisma } = desk.gateway.database
    expect(await prisma.sku.count({ where: { code: 'PUER-1' } })).toBe(0)
    await press(page, 'Import the table')
    await toast(page, 'The import has begun.')
    await until(
      async () => (await prisma.sku.count({ where: { code: 'PUER-1', priceMinor: 8_800n } })) === 1,
      'the table to be imported',
    )
    await trial.getByRole('link', { name: 'Table' }).click()
    await page.getByText('A trial: nothing was written.').waitFor()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'operator-trial')
  })

  test.each(PAGES)('%s has no barrier, in both languages, in light or dark or on a phone', async (path) => {
    const page = await open(path, { colorScheme: 'light' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByLabel('Language', { exact: true }).first().selectOption('zh')
    await page.getByLabel('主题').selectOption('dark')
    await expect.poll(() => page.locator('.skeleton').count()).toBe(0)
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^[^a-z]+$/i)
    expect(await barriers(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await page.locator('.nav [aria-current="page"]').count()).toBe(1)
  })

  test('says to an account that may not see prices that it may not', async () => {
    const page = await open('/categories')
    await page.route('**/dev/token*', (route) =>
      route.continue({ url: route.request().url().replace('role=operator', 'role=customer') }),
    )
    await page.goto(`${desk.url}/prices`)
    await page.getByText('Your account may not see this').first().waitFor()
    expect(await barriers(page)).toEqual([])
  })
})
