import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, expect, it } from 'vitest'
import { readOptions } from '../../scripts/export/options.ts'
import { runExport } from '../../scripts/export/run.ts'
import { deleteExpired } from '../../src/store/upload.ts'
import { filesOf } from '../media/support.ts'
import { type Gateway, gatewayOfThisFile, startGateway } from '../path/support/gateway.ts'
import { fileDeskOf } from './file-desk.ts'
import { peopleDeskOf } from './people-desk.ts'

const gateway = gatewayOfThisFile({ SEED: 'off' })
const folder = mkdtempSync(join(tmpdir(), 'catalogue-'))
const running: Gateway[] = []
afterAll(async () => {
  rmSync(folder, { recursive: true })
  for (const one of running) await one.stop()
})

/** `npm run export -- --form catalogue --out FILE`. */
async function exported(from: Gateway): Promise<string> {
  const out = join(folder, v7())
  const token = ((await from.authorization('operator')) ?? '').replace('Bearer ', '')
  const words = ['--form', 'catalogue', '--out', out, '--url', from.graph, '--token', token]
  const options = readOptions(words)
  if (!options) throw new Error('help')
  await runExport(
    options,
    { begin: () => {}, at: () => {}, wait: () => {} },
    { signal: new AbortController().signal },
  )
  return readFileSync(out, 'utf8')
}

/** What no file makes. */
async function openCompany(of: () => Gateway): Promise<void> {
  const { made } = peopleDeskOf(of)
  await made('createWarehouse', 'warehouse', 'id', { code: 'HUB', name: 'Hub', country: 'CN' })
}

const FILE = [
  'category,category_name:en,category_name:fr,category_parent,handle,title:en,title:zh-TW,description:en,brand,status,categories,supplier,supplier_name,pictures,sku,sku_title:en,sku_title:fr,attributes,price,weight_grams,barcode,min_order_quantity,buy_to_order,hs_code,origin_country,customs_name_en,restrictions,sku_pictures,sku_status,opening_stock:HUB',
  'drinks,Drinks,Boissons,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  'tea,Tea,Thé,drinks,,,,,,,,,,,,,,,,,,,,,,,,,,',
  `,,,,formula,"'=1+1",茶,"Two
lines, ""quoted""",'@brand,DRAFT,tea; drinks,hangzhou,Hangzhou Tea,https://img.example.com/a.jpg,'-X1,,,"Size\\: x: 1\\; 2; Colour: red",5.10,12,6901234567892,3,yes,0902.10,cn,Tea,FOOD; LIQUID,https://img.example.com/s.jpg,,7`,
  ',,,,formula,,,,,,,,,,X2,Second,Deuxième,Size: 2,6,,,,,,,,,,ARCHIVED,',
  ',,,,old,Old,,,,ARCHIVED,,,,,OLD-1,,,,1,,,,,,,,,,,',
  ',,,,old,,,,,,,,,,OLD-2,,,,2,,,,,,,,,,,',
  ',,,,bare,No SKU yet,,,,,,,,,,,,,,,,,,,,,,,,',
].join('\n')

it('an export is imported without a change, and makes the same catalogue of an empty database', async () => {
  await openCompany(gateway)
  const desk = fileDeskOf(gateway)
  const first = await desk.run(FILE)
  expect(await desk.lines(first.id, ['FAILED'])).toEqual([])
  expect(desk.counts(first)).toEqual({ created: 7, updated: 0, unchanged: 0, failed: 0 })

  const file = await exported(gateway())
  expect(file.startsWith('\uFEFFcategory,category_name:zh,category_name:en,category_name:fr,')).toBe(true)
  expect(file).toContain(",'=1+1,")
  expect(file).toContain(",'-X1,")
  expect(file).toContain(',Size\\\\: x: 1\\; 2; Colour: red,')
  const { sku } = await desk.ask<{ sku: object }>(
    `{ sku(code: "-X1") { available minOrderQuantity buyToOrder customs { hsCode originCountry nameEn restrictions }
      media { url } attributes { name value } product { status brand supplier { key } title(locale: "en") description(locale: "en") } } }`,
  )
  expect(sku).toEqual({
    available: 7,
    minOrderQuantity: 3,
    buyToOrder: true,
    customs: { hsCode: '090210', originCountry: 'CN', nameEn: 'Tea', restrictions: ['FOOD', 'LIQUID'] },
    media: [{ url: 'https://img.example.com/s.jpg' }],
    attributes: [
      { name: 'Size: x', value: '1; 2' },
      { name: 'Colour', value: 'red' },
    ],
    product: {
      status: 'DRAFT',
      brand: '@brand',
      supplier: { key: 'hangzhou' },
      title: '=1+1',
      description: 'Two\nlines, "quoted"',
    },
  })

  const entries = () => gateway().database.prisma.auditEntry.count()
  const before = await entries()
  expect(desk.counts(await desk.run(file))).toEqual({ created: 0, updated: 0, unchanged: 7, failed: 0 })
  expect(await entries()).toBe(before)

  const other = await startGateway({ SEED: 'off' })
  running.push(other)
  const otherDesk = fileDeskOf(() => other)
  await openCompany(() => other)
  const again = await otherDesk.run(file)
  expect(await otherDesk.lines(again.id, ['FAILED'])).toEqual([])
  expect(otherDesk.counts(again)).toEqual({ created: 7, updated: 0, unchanged: 0, failed: 0 })
  expect(await exported(other)).toBe(file)
})

const PICTURES = [
  'handle,title:en,supplier,supplier_name,pictures,sku,price,sku_pictures',
  'lamp,Lamp,yiwu,Yiwu Lights,http://localhost:4010/a.jpg https://img.example.com/lamp.jpg,LAMP-1,9,/media/none.jpg',
  'lamp,,,,,LAMP-2,10,',
].join('\n')

it('a picture that cannot be taken is left out, and its line says so', async () => {
  const desk = fileDeskOf(gateway)
  const { id, ...counted } = await desk.run(PICTURES)
  expect(desk.counts({ id, ...counted })).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 0 })
  const [first, second] = await desk.lines(id)
  expect(first?.message).toBe(
    'Line 2: pictures "http://localhost:4010/a.jpg" was left out: has to begin with https://; ' +
      'sku_pictures "/media/none.jpg" was left out: has to be an https address or an uploadId.',
  )
  expect(second?.message).toBeNull()
  const { sku } = await desk.ask<{ sku: object }>(
    '{ sku(code: "LAMP-1") { media { url } product { media { url } supplier { key name } } } }',
  )
  expect(sku).toEqual({
    media: [],
    product: {
      media: [{ url: 'https://img.example.com/lamp.jpg' }],
      supplier: { key: 'yiwu', name: 'Yiwu Lights' },
    },
  })
  // The note comes again, and nothing is written.
  const again = await desk.run(PICTURES)
  expect(desk.counts(again)).toEqual({ created: 0, updated: 0, unchanged: 2, failed: 0 })
  expect((await desk.lines(again.id))[0]?.message).toBe(first?.message)
})

it('a supplier without a name is refused, and one that exists keeps its name', async () => {
  const desk = fileDeskOf(gateway)
  const run = await desk.run(
    'sku,title:en,price,supplier,supplier_name\nS-1,One,1,nobody,\nS-2,Two,2,yiwu,Other name\nS-3,Three,3,fresh,Fresh',
  )
  const lines = await desk.lines(run.id)
  expect(lines.map(({ outcome, message }) => [outcome, message])).toEqual([
    [
      'FAILED',
      'Line 2: supplier "nobody" is the key of no supplier: give its name in the column supplier_name, and it is made.',
    ],
    ['CREATED', null],
    ['CREATED', null],
  ])
  expect(lines[2]?.changes).toContainEqual({ field: 'supplier.fresh', before: null, after: 'Fresh' })
  const { sku } = await desk.ask<{ sku: object }>('{ sku(code: "S-2") { product { supplier { name } } } }')
  expect(sku).toEqual({ product: { supplier: { name: 'Yiwu Lights' } } })
})

it('an upload is tried, imported, and then deleted; lines of one product lie far apart', async () => {
  const desk = fileDeskOf(gateway)
  const files = filesOf(gateway)
  const many = Array.from({ length: 130 }, (_one, index) => `W-${index};wide;;${index},5;;`)
  const text = [
    'sku;handle;title:zh;price;category;category_name:zh',
    ';;;;wide-ones;宽',
    'W-A;wide;宽茶;1;;',
    ...many,
  ]
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.join('\r\n'), 'utf16le')])
  const uploadId = await files.upload(bytes, 'text/csv', 'CATALOGUE_CSV')
  const tried = await desk.run({ uploadId }, { dryRun: true })
  expect(desk.counts(tried)).toEqual({ created: 132, updated: 0, unchanged: 0, failed: 0 })
  const shown = await desk.lines(tried.id)
  expect(shown.map(({ line }) => line)).toEqual(Array.from({ length: 132 }, (_one, index) => index + 2))
  expect(shown[131]?.changes).toContainEqual({ field: 'W-129.price', before: null, after: '129.50 CNY' })
  // The product is the first line's news alone.
  expect(shown.filter(({ changes }) => changes.some(({ field }) => field === 'titleZh'))).toHaveLength(1)

  const done = await desk.run({ uploadId })
  expect(desk.counts(done)).toEqual({ created: 132, updated: 0, unchanged: 0, failed: 0 })
  const { statements } = gateway()
  statements.length = 0
  expect(desk.counts(await desk.run({ uploadId }))).toEqual({
    created: 0,
    updated: 0,
    unchanged: 132,
    failed: 0,
  })
  expect(statements.length).toBeLessThan(132)
})

it('a file is private, and goes after its import; one that was tried is kept for a day', async () => {
  const desk = fileDeskOf(gateway)
  const files = filesOf(gateway)
  const upload = (text: string) => files.upload(Buffer.from(text), 'text/csv', 'CATALOGUE_CSV')
  const [tried, imported] = [await upload('sku\nNONE\n'), await upload('handle\nbare\n')]
  await desk.run({ uploadId: tried }, { dryRun: true })
  await desk.run({ uploadId: imported })
  const seen = (role: 'customer' | 'anonymous') =>
    gateway().ask('query ($id: ID!) { node(id: $id) { id } }', { id: tried }, role)
  expect((await seen('customer')).data).toEqual({ node: null })
  expect((await seen('anonymous')).data).toEqual({ node: null })
  // The job that deletes looks once a minute; here it is asked.
  const rows = await deleteExpired(
    gateway().database.prisma,
    { purpose: 'IMAGE_SEARCH', before: new Date(Date.now() - 86_400_000) },
    100,
  )
  const gone = await gateway().ask<{ nodes: (object | null)[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: [tried, imported] },
  )
  expect(gone.data?.nodes).toEqual([{ id: tried }, null])
  expect(rows.length).toBeGreaterThan(0)
  expect(await desk.start({ uploadId: imported })).toMatchObject({
    catalogueImport: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['source', 'uploadId'] }],
  })
})

it('an empty file can be downloaded, with a column for each language and warehouse', async () => {
  const desk = fileDeskOf(gateway)
  const { made } = peopleDeskOf(gateway)
  await made('createWarehouse', 'warehouse', 'id', { code: 'SPARE', name: 'Spare', country: 'CN' })
  await made('saveCategory', 'category', 'id', { slug: 'cups', names: [{ locale: 'pt', text: 'Copos' }] })
  const { catalogueTemplate } = await desk.ask<{
    catalogueTemplate: { url: string; columns: { name: string; takes: string; example: string }[] }
  }>('{ catalogueTemplate { url columns { name takes example } } }')
  const names = catalogueTemplate.columns.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['sku', 'price', 'title:zh', 'title:pt', 'opening_stock:SPARE']),
  )
  const response = await fetch(catalogueTemplate.url)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="catalogue.csv"')
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.toString('utf8')).toBe(`\uFEFF${names.join(',')}\r\n`)
  // As it is it says nothing wrong, and nothing.
  expect(desk.counts(await desk.run(bytes.toString('utf8')))).toEqual({
    created: 0,
    updated: 0,
    unchanged: 0,
    failed: 0,
  })
})
