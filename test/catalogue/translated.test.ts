import { expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { sandboxAt } from '../path/support/sandbox.ts'
import { metric } from '../path/support/stock.ts'
import { until, untilHolds } from '../support/until.ts'
import { importDeskOf, type Market } from './import-desk.ts'
import { peopleDeskOf } from './people-desk.ts'

// No product, no shop: the sandbox stands for the marketplaces, the data provider and the translation service.
const gateway = gatewayOfThisFile({
  SEED: 'off',
  DEEPL_API_KEY: 'sandbox',
  TRANSLATE_TO: 'en,FR',
  ITEM_CACHE_SECONDS: '1',
})
const desk = importDeskOf(gateway)
const people = peopleDeskOf(gateway)
const sandbox = () => sandboxAt(gateway().sandboxUrl)

interface Shown {
  readonly id: string
  readonly version: number
  readonly zh: string
  readonly en: string
  readonly fr: string
  readonly machineTranslated: readonly string[]
  readonly skus: readonly {
    readonly en: string
    readonly machineTranslated: readonly string[]
    readonly attributes: readonly {
      readonly name: string
      readonly value: string
      readonly valueZh: string
    }[]
  }[]
  readonly changes: {
    readonly nodes: readonly { field: string; actor: string; source: string; after: string }[]
  }
}
const SHOWN = `id version zh: title(locale: "zh") en: title(locale: "en") fr: title(locale: "fr") machineTranslated
  skus { en: title(locale: "en") machineTranslated attributes { name value valueZh: value(locale: "zh") } }
  changes(first: 100) { nodes { field actor source after } }`

async function shown(id: string): Promise<Shown> {
  return (await desk.ask<{ product: Shown }>(`query ($id: ID!) { product(id: $id) { ${SHOWN} } }`, { id }))
    .product
}
async function imported(platform: Market, index: number): Promise<{ id: string; externalId: string }> {
  const { externalId } = await desk.oneOf(platform, index)
  const { id } = await desk.run('importItems', { references: [`${platform}:${externalId}`] })
  const query = 'query ($id: ID!) { catalogueImport(id: $id) { products(first: 2) { nodes { id } } } }'
  const { catalogueImport } = await desk.ask<{
    catalogueImport: { products: { nodes: { id: string }[] } }
  }>(query, { id })
  return { externalId, id: catalogueImport.products.nodes[0]?.id ?? '' }
}
/** Texts of each answered call. */
async function paid(): Promise<readonly number[]> {
  const calls = await sandbox().calls('DEEPL')
  return calls
    .filter(({ code }) => code === '0')
    .map(({ params }) => Object.keys(params).filter((name) => name.startsWith('text.')).length)
}
const hasEnglish = (id: string, title: string) => until(async () => (await shown(id)).en === title, 'English')
const statusOf = async () => {
  const { systemStatus } = await desk.ask<{
    systemStatus: { components: { name: string; healthy: boolean; detail: string }[] }
  }>('{ systemStatus { components { name healthy detail } } }')
  return systemStatus.components.find(({ name }) => name === 'translation')
}
const untitled = async (locale: string) =>
  gateway().ask<{ products: { nodes: { id: string }[] } }>(
    'query ($locale: String) { products(filter: { lacksTitleIn: $locale, statuses: [DRAFT, ACTIVE] }) { nodes { id } } }',
    { locale },
    'operator',
  )

let bag = ''
it('shows the source text while the service is down, says so, and translates when it answers again', {
  timeout: 60_000,
}, async () => {
  await sandbox().fault({ kind: 'error', code: '503', platform: 'DEEPL', calls: 1_000 })
  bag = (await imported('WEIDIAN', 1)).id
  expect(await shown(bag)).toMatchObject({ zh: '手工帆布托特包 1代', en: '手工帆布托特包 1代' })
  await untilHolds(async () =>
    expect(await statusOf()).toMatchObject({
      healthy: false,
      detail: expect.stringMatching(/deepl waits until .*1 products wait/),
    }),
  )
  expect((await untitled('en')).data?.products.nodes).toEqual([{ id: bag }])
  await sandbox().healAll()

  await hasEnglish(bag, 'Handmade canvas tote bag mk 1')
  const product = await shown(bag)
  expect(product).toMatchObject({
    zh: '手工帆布托特包 1代',
    fr: 'FR Handmade canvas tote bag mk 1',
    machineTranslated: ['titleEn', 'titles.fr'],
  })
  expect(product.skus).toHaveLength(2)
  expect(product.skus[0]).toMatchObject({
    en: 'Handmade canvas tote bag mk 1 Black',
    attributes: [{ name: 'Colour', value: 'Black', valueZh: '黑色' }],
  })
  expect([...(product.skus[0]?.machineTranslated ?? [])].sort()).toEqual([
    'attributes.en',
    'attributes.fr',
    'titleEn',
    'titles.fr',
  ])
  // A title, the name of an attribute and two values, in two languages.
  expect(await paid()).toEqual([4, 4])
  expect((await untitled('fr')).data?.products.nodes).toEqual([])
  const entries = product.changes.nodes.filter(({ source }) => source === 'TRANSLATION')
  expect(entries).toContainEqual({
    field: 'titleEn',
    actor: 'translation',
    source: 'TRANSLATION',
    after: 'Handmade canvas tote bag mk 1',
  })
  expect(entries).toHaveLength(2 + 2 * 4)
})

it('counts what it costs, and says that all is well', async () => {
  await untilHolds(async () => {
    const status = await statusOf()
    expect(status).toMatchObject({ healthy: true, detail: expect.stringMatching(/, 8 texts in /) })
    // "手工帆布托特包 1代", "颜色", "黑色" and "米白", twice.
    expect(status?.detail).toMatch(/deepl: 32 of 200000 characters .*; 0 products wait/)
  })
  expect(await metric(gateway().url, 'haitao_translation_characters')).toBe(32)
  expect(await metric(gateway().url, 'haitao_translation_texts')).toBe(8)
})

it('pays for no text twice: not for another item, nor for a second import', async () => {
  const before = (await paid()).length
  const { id } = await imported('WEIDIAN', 4)
  await hasEnglish(id, 'Magnetic power bank mk 1')
  expect((await shown(id)).skus[0]?.attributes).toEqual([{ name: 'Colour', value: 'Black', valueZh: '黑色' }])
  // The title alone, in two languages: its colour is known.
  expect((await paid()).slice(before)).toEqual([1, 1])

  const { externalId } = await desk.oneOf('WEIDIAN', 4)
  const again = await desk.run('importItems', { references: [`WEIDIAN:${externalId}`] })
  expect(again).toMatchObject({ unchanged: 1, updated: 0 })
  await until(
    async () => (await metric(gateway().url, 'haitao_translation_products_waiting')) === 0,
    'no work',
  )
  expect((await paid()).slice(before)).toEqual([1, 1])
})

it("takes the source's own translation and pays for none of it", async () => {
  const before = (await paid()).length
  const { id } = await imported('TAOBAO', 0)
  // Taobao Global gives the English title with the item; French is paid.
  await until(async () => (await shown(id)).fr.startsWith('FR '), 'French')
  expect(await shown(id)).toMatchObject({
    en: 'Noise-cancelling Bluetooth earphones mk 1',
    machineTranslated: ['titles.fr'],
  })
  expect((await paid()).slice(before)).toEqual([1])
})

it("keeps a person's words when the source changes, and translates the rest again", {
  timeout: 60_000,
}, async () => {
  const { externalId } = await desk.oneOf('WEIDIAN', 1)
  await people.made('updateProduct', 'product', 'id', { id: bag, titleEn: 'Our tote' })
  await until(async () => (await shown(bag)).skus[0]?.en === 'Our tote Black', 'its SKUs to follow')
  expect((await shown(bag)).machineTranslated).toEqual(['titles.fr'])

  await desk.control('listing', { platform: 'WEIDIAN', externalId, titleZh: '手工帆布袋 新款' })
  await until(async () => {
    await imported('WEIDIAN', 1)
    return (await shown(bag)).zh === '手工帆布袋 新款'
  }, 'the new title to be read')
  await until(async () => (await shown(bag)).fr === 'FR 手工帆布袋 新款', 'the new title in French')
  expect(await shown(bag)).toMatchObject({
    en: 'Our tote',
    machineTranslated: ['titles.fr'],
    skus: [{ en: 'Our tote Black' }, { en: 'Our tote Off-white' }],
  })
})
