import { beforeAll, describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { fileDeskOf } from './file-desk.ts'
import { peopleDeskOf } from './people-desk.ts'

// No product and no category: a file brings them, through the graph alone.
const gateway = gatewayOfThisFile({ SEED: 'off' })
const { made } = peopleDeskOf(gateway)
const { ask, start, run, lines, counts } = fileDeskOf(gateway)

beforeAll(async () => {
  await made('createWarehouse', 'warehouse', 'id', { code: 'HUB', name: 'Hub', country: 'CN' })
})

const FILE = [
  'sku,handle,title:en,Title:ZH,title:fr,categories,pictures,attributes,price,currency,opening_stock:HUB,weight_grams',
  'LJ-50,longjing,Longjing tea,龙井茶,Thé,Drinks > Tea,https://img.example.com/1.jpg https://img.example.com/2.jpg,Size: 50 g,88.00,CNY,12,80',
  'LJ-100,longjing,,,,,,Size: 100 g,160,CNY,,',
  'CUP-1,,"Cup, ""white""",,,gifts,,,"19.9",,3,',
  '',
].join('\r\n')

const SHOWN = `query ($code: String!) { sku(code: $code) {
  code title available weightGrams attributes { name value } price { amount currency } editedFields
  product { handle title(locale: "fr") zh: title(locale: "zh") status images categories { slug name parent { slug } } version }
  movements { nodes { delta reason actor } } } }`

describe('a file', () => {
  it('is tried, imported, brought again, and changed in one cell', async () => {
    const tried = await run(FILE, { dryRun: true })
    expect(tried).toMatchObject({ status: 'SUCCEEDED', dryRun: true, total: 3, ...{ created: 3, failed: 0 } })
    const shown = await lines(tried.id)
    expect(shown.map(({ line, reference, outcome, product }) => [line, reference, outcome, product])).toEqual(
      [
        [2, 'LJ-50', 'CREATED', null],
        [3, 'LJ-100', 'CREATED', null],
        [4, 'CUP-1', 'CREATED', null],
      ],
    )
    expect(shown[0]?.changes).toEqual(
      expect.arrayContaining([
        { field: 'category.drinks', before: null, after: 'Drinks' },
        { field: 'category.tea', before: null, after: 'Tea' },
        { field: 'titleEn', before: null, after: 'Longjing tea' },
        { field: 'titles.fr', before: null, after: 'Thé' },
        { field: 'LJ-50.price', before: null, after: '88.00 CNY' },
        { field: 'LJ-50.opening_stock:HUB', before: null, after: '12' },
      ]),
    )
    // Nothing of it is there.
    expect(
      await ask('{ products { totalCount } categories { slug } auditTrail { totalCount } }'),
    ).toMatchObject({
      products: { totalCount: 0 },
      categories: [],
    })

    const first = await run(FILE)
    expect(counts(first)).toEqual({ created: 3, updated: 0, unchanged: 0, failed: 0 })
    expect((await lines(first.id)).map(({ product }) => product?.handle)).toEqual([
      'longjing',
      'longjing',
      'cup-white',
    ])
    expect(await ask(SHOWN, { code: 'LJ-50' })).toEqual({
      sku: {
        code: 'LJ-50',
        title: 'Longjing tea 50 g',
        available: 12,
        weightGrams: 80,
        attributes: [{ name: 'Size', value: '50 g' }],
        price: { amount: '88.00', currency: 'CNY' },
        editedFields: ['code', 'attributes', 'price', 'weightGrams'],
        product: {
          handle: 'longjing',
          title: 'Thé',
          zh: '龙井茶',
          status: 'ACTIVE',
          images: ['https://img.example.com/1.jpg', 'https://img.example.com/2.jpg'],
          categories: [{ slug: 'tea', name: 'Tea', parent: { slug: 'drinks' } }],
          version: 1,
        },
        movements: { nodes: [{ delta: 12, reason: 'RECEIPT', actor: 'operator:test-operator' }] },
      },
    })

    const before = await ask<{ auditTrail: { totalCount: number } }>('{ auditTrail { totalCount } }')
    expect(counts(await run(FILE))).toEqual({ created: 0, updated: 0, unchanged: 3, failed: 0 })
    expect(await ask('{ auditTrail { totalCount } }')).toEqual(before)

    // Stock is the ledger's once there is some: only the price is news.
    const dearer = FILE.replace('88.00,CNY,12', '90.00,CNY,99')
    const changed = await run(dearer, { dryRun: true })
    const [row, ...others] = await lines(changed.id, ['UPDATED', 'CREATED', 'FAILED'])
    expect(others).toEqual([])
    expect(row).toMatchObject({
      line: 2,
      outcome: 'UPDATED',
      changes: [{ field: 'LJ-50.price', before: '88.00 CNY', after: '90.00 CNY' }],
      product: { handle: 'longjing' },
    })
    expect(counts(await run(dearer))).toEqual({ created: 0, updated: 1, unchanged: 2, failed: 0 })
    expect(await ask(SHOWN, { code: 'LJ-50' })).toMatchObject({
      sku: { available: 12, price: { amount: '90.00' }, product: { version: 2 } },
    })
    const trail = await ask<{ auditTrail: { nodes: object[] } }>(
      '{ auditTrail(first: 1) { nodes { actor source field before after } } }',
    )
    expect(trail.auditTrail.nodes).toEqual([
      {
        actor: 'operator:test-operator',
        source: 'FILE',
        field: 'price',
        before: '88.00 CNY',
        after: '90.00 CNY',
      },
    ])
  })

  it('says of further lines of a product that the line which makes it failed', async () => {
    const one = await run(
      'sku,handle,title:en,price,brand\nP-1,pair,Pair,dear,West\nP-2,pair,,6,\nP-3,lone,,7,',
    )
    expect((await lines(one.id)).map(({ message }) => message)).toEqual([
      'Line 2: price "dear" has to be a decimal of CNY that is 0 or more, such as 19.90.',
      'Line 3: title is missing: there is no product pair; no line has its title, or that line failed.',
      'Line 4: title is missing: there is no product lone; no line has its title, or that line failed.',
    ])
  })

  it('says of every bad cell where it is, what came and what is accepted; other lines go on', async () => {
    const file = [
      'sku,handle,title:en,price,currency,weight_grams,status,barcode,opening_stock:HUB,supplier',
      'B-1,bad-one,Bad,abc,USD,1.5,NEW,6.9E+12,-1,nobody',
      'B-2,,Good,5,,,,,,',
      'B-3,,,5,,,,,,',
      'B-4,,No price,,,,,,,',
      ',,Nothing,1,,,,,,',
      'B-2,,Good,6,,,,,,',
      'B-5,,Too long,1,,,,,,,extra',
    ].join('\n')
    const one = await run(file)
    expect(counts(one)).toEqual({ created: 0, updated: 0, unchanged: 0, failed: 7 })
    const messages = (await lines(one.id)).map(({ message }) => message)
    expect(messages[0]).toBe(
      'Line 2: status "NEW" has to be DRAFT or ACTIVE or ARCHIVED; price "abc" has to be a decimal of CNY that is 0 or more, such as 19.90; currency "USD" has to be CNY: prices are kept in it, and customers see them converted; weight_grams "1.5" has to be a whole number, such as 12; barcode "6.9E+12" is a number that a spreadsheet shortened: make the column a text there; opening_stock:HUB "-1" has to be a whole number, such as 12; supplier "nobody" is the key of no supplier: give its name in the column supplier_name, and it is made.',
    )
    expect(messages.slice(1)).toEqual([
      'Lines 3 and 7 contradict each other: both are about sku B-2, and price differs.',
      'Line 4: title is missing: there is no product yet, and a new one needs a title.',
      'Line 5: price is missing: B-4 is a new SKU.',
      'Line 6: it needs a sku, a handle or a category.',
      'Lines 3 and 7 contradict each other: both are about sku B-2, and price differs.',
      'Line 8: cell 11, "extra", stands under no column: the first line names 10.',
    ])
    expect(counts(await run(`${file}\nB-6,,Fine,1`))).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      failed: 7,
    })
  })

  it('is refused at once when its first line is none, naming the columns that there are', async () => {
    const refused = async (text: string) => (await start(text)).userErrors
    const [first, second] = await refused('sku,colour,title,price,price\n')
    expect(first).toMatchObject({ code: 'INVALID_INPUT', field: ['source', 'text'] })
    expect(first?.message).toContain('Column 2, "colour", is none of the file\'s columns: category,')
    expect(second?.message).toContain('Column 3, "title", needs a language behind it: title:<language>.')
    expect(await refused('price\n1\n')).toMatchObject([{ field: ['source', 'text'] }])
    expect(await refused('')).toMatchObject([{ code: 'INVALID_INPUT' }])
  })
})
