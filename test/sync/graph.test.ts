import { expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

const gateway = gatewayOfThisFile()

interface Shop {
  readonly id: string
  readonly platform: string
}
const shop = async (platform = 'TAOBAO') => {
  const { data } = await gateway().ask<{ shops: Shop[] }>('{ shops { id platform } }')
  return data?.shops.find((one) => one.platform === platform)?.id ?? ''
}

it('a synchronisation that is asked for runs in the background and tells how it went', async () => {
  const shopId = await shop()
  const { data } = await gateway().ask<{
    triggerSync: { run: { id: string; status: string }; userErrors: object[] }
  }>(
    'mutation ($shopId: ID!) { triggerSync(input: { shopId: $shopId, kind: PRODUCTS }) { run { id status kind } userErrors { code } } }',
    { shopId },
  )
  expect(data?.triggerSync).toMatchObject({ run: { kind: 'PRODUCTS' }, userErrors: [] })
  const id = data?.triggerSync.run.id
  const run = () =>
    gateway().ask<{ node: { status: string } }>(
      'query ($id: ID!) { node(id: $id) { ... on SyncRun { status read written failed percent ratePerSecond secondsLeft error } } }',
      { id },
    )
  await until(
    async () => !['QUEUED', 'RUNNING'].includes((await run()).data?.node.status ?? 'QUEUED'),
    'the run to end',
    60_000,
  )
  const ended = (await run()).data?.node
  expect(ended).toMatchObject({
    status: 'SUCCEEDED',
    failed: 0,
    percent: 100,
    secondsLeft: null,
    error: null,
  })
})

it.each([
  ['customer', 'FORBIDDEN'],
  ['anonymous', 'UNAUTHENTICATED'],
] as const)('is not for the role %s', async (role, code) => {
  const { errors } = await gateway().ask(
    'mutation ($shopId: ID!) { triggerSync(input: { shopId: $shopId, kind: ORDERS }) { userErrors { code } } }',
    { shopId: await shop() },
    role,
  )
  expect(errors?.[0]?.extensions?.code).toBe(code)
})

it('what a platform does not offer is refused, naming the field', async () => {
  const ask = (shopId: string, kind: string) =>
    gateway().ask<{ triggerSync: { userErrors: object[] } }>(
      'mutation ($shopId: ID!, $kind: SyncKind!) { triggerSync(input: { shopId: $shopId, kind: $kind }) { run { id } userErrors { code field } } }',
      { shopId, kind },
    )
  expect((await ask(await shop('ALIBABA_1688'), 'STOCK_PUSH')).data?.triggerSync).toEqual({
    run: null,
    userErrors: [{ code: 'INVALID_INPUT', field: ['kind'] }],
  })
  expect((await ask('nonsense', 'ORDERS')).data?.triggerSync).toMatchObject({
    userErrors: [{ code: 'INVALID_INPUT', field: ['shopId'] }],
  })
})

it('schedules are kept per shop and kind', async () => {
  const shopId = await shop('JD')
  const set = (everySeconds: number | null) =>
    gateway().ask<{ setSyncSchedule: { state: object | null; userErrors: object[] } }>(
      'mutation ($input: SetSyncScheduleInput!) { setSyncSchedule(input: $input) { state { kind everySeconds nextDueAt } userErrors { code field } } }',
      { input: { shopId, kind: 'ORDERS', everySeconds } },
    )
  expect((await set(60)).data?.setSyncSchedule).toMatchObject({
    state: { kind: 'ORDERS', everySeconds: 60, nextDueAt: expect.any(String) },
    userErrors: [],
  })
  expect((await set(0)).data?.setSyncSchedule).toMatchObject({ state: { everySeconds: 0, nextDueAt: null } })
  expect((await set(null)).data?.setSyncSchedule).toMatchObject({ state: { everySeconds: 300 } })
  expect((await set(3)).data?.setSyncSchedule).toMatchObject({
    state: null,
    userErrors: [{ code: 'INVALID_INPUT', field: ['everySeconds'] }],
  })
})

const SAVE = `mutation ($input: SaveFieldMappingInput!) {
  saveFieldMapping(input: $input) { fieldMapping { version converter options } userErrors { code field message } }
}`
const mapping = (more: object) => ({
  entity: 'LISTING',
  sourcePath: 'title',
  targetField: 'extra.name',
  converter: 'text',
  ...more,
})
interface Saved {
  readonly saveFieldMapping: { fieldMapping: object | null; userErrors: { field: string[] }[] }
}

it('field mappings are versioned', async () => {
  const save = (input: object) => gateway().ask<Saved>(SAVE, { input: mapping(input) })
  expect((await save({})).data?.saveFieldMapping).toMatchObject({
    fieldMapping: { version: 1 },
    userErrors: [],
  })
  const options = { separator: '/', index: 0 }
  expect((await save({ converter: 'split', options })).data?.saveFieldMapping).toEqual({
    fieldMapping: { version: 2, converter: 'split', options },
    userErrors: [],
  })
})

it('field mappings travel as a table', async () => {
  const importing = (csv: string) =>
    gateway().ask<{ importFieldMappings: object }>(
      `mutation ($csv: String!) {
        importFieldMappings(input: { csv: $csv }) { fieldMappings { targetField version } userErrors { code field message } }
      }`,
      { csv },
    )
  const row = 'product,extra.colour,title,text'
  const { data } = await importing(`entity,target_field,source_path,converter\n${row}`)
  expect(data?.importFieldMappings).toEqual({
    fieldMappings: [{ targetField: 'extra.colour', version: 1 }],
    userErrors: [],
  })
  const { data: exported } = await gateway().ask<{ fieldMappingsCsv: string }>('{ fieldMappingsCsv }')
  expect(exported?.fieldMappingsCsv.split('\r\n')).toContain(`${row},,`)
  expect((await importing('entity,target_field\nproduct,title')).data?.importFieldMappings).toEqual({
    fieldMappings: [],
    userErrors: [
      { code: 'INVALID_INPUT', field: ['csv'], message: 'csv: the first row has no column source_path' },
    ],
  })
})

it.each<[string, object, string]>([
  ['a path into the prototype', { sourcePath: 'a.__proto__.b' }, 'sourcePath'],
  ['a field that is none', { targetField: 'id' }, 'targetField'],
  ['a converter that is none', { converter: 'eval' }, 'converter'],
  ['a converter that does not fit', { targetField: 'quantity' }, 'converter'],
  ['options that are missing', { converter: 'enumMap' }, 'options'],
  ['a default that can not be converted', { converter: 'integer', defaultValue: 'many' }, 'defaultValue'],
  ['no path', { sourcePath: '' }, 'sourcePath'],
  ['a shop that is none', { shopId: Buffer.from('Shop:none').toString('base64') }, 'shopId'],
])('a field mapping is refused for %s', async (_what, input, field) => {
  const { data } = await gateway().ask<Saved>(SAVE, { input: mapping(input) })
  expect(data?.saveFieldMapping.fieldMapping).toBeNull()
  expect(data?.saveFieldMapping.userErrors.map((error) => error.field)).toContainEqual([field])
})

it('a field mapping is shown on a real record before it is saved', async () => {
  const { data: listed } = await gateway().ask<{
    products: { nodes: { skus: { listings: { platform: string; externalId: string }[] }[] }[] }
  }>('{ products(first: 1) { nodes { skus { listings { platform externalId } } } } }')
  const listing = listed?.products.nodes[0]?.skus[0]?.listings.find((one) => one.platform === 'TAOBAO')
  const { data } = await gateway().ask<{
    previewFieldMapping: { before: { extra: object }[]; after: { extra: object }[]; userErrors: object[] }
  }>(
    `mutation ($mapping: SaveFieldMappingInput!, $externalId: String!) {
      previewFieldMapping(input: { mapping: $mapping, externalId: $externalId }) { before after userErrors { code field message } }
    }`,
    {
      mapping: mapping({
        targetField: 'extra.label',
        sourcePath: '',
        converter: 'template',
        options: { text: 'No. {num_iid}' },
      }),
      externalId: listing?.externalId,
    },
  )
  expect(data?.previewFieldMapping.userErrors).toEqual([])
  expect(JSON.stringify(data?.previewFieldMapping.before)).not.toContain('label')
  expect(data?.previewFieldMapping.after[0]?.extra).toMatchObject({ label: `No. ${listing?.externalId}` })
})

it('a comparison is made in the background and can be repaired', async () => {
  const shopId = await shop()
  const { data } = await gateway().ask<{
    runReconciliation: { reconciliation: { id: string }; userErrors: object[] }
  }>(
    'mutation ($shopId: ID!) { runReconciliation(input: { shopId: $shopId }) { reconciliation { id day finishedAt } userErrors { code message } } }',
    { shopId },
  )
  expect(data?.runReconciliation.userErrors).toEqual([])
  const row = () =>
    gateway().ask<{
      node: {
        finishedAt: string | null
        checked: number
        discrepancies: { nodes: { id: string; kind: string }[] }
      }
    }>(
      'query ($id: ID!) { node(id: $id) { ... on Reconciliation { finishedAt checked discrepancies { nodes { id kind reference suggestedRepair repairedAt } } } } }',
      { id: data?.runReconciliation.reconciliation.id },
    )
  await until(async () => (await row()).data?.node.finishedAt, 'the comparison', 90_000)
  expect((await row()).data?.node.checked).toBeGreaterThan(100)
  const none = Buffer.from('Discrepancy:none').toString('base64')
  const { data: refused } = await gateway().ask<{ applyRepair: object }>(
    'mutation ($id: ID!) { applyRepair(input: { id: $id, idempotencyKey: "repair" }) { discrepancy { id } userErrors { code field } } }',
    { id: none },
  )
  expect(refused?.applyRepair).toEqual({
    discrepancy: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['id'] }],
  })
})

it('unmatched listings are listed with what they may be, and confirmed', async () => {
  const { prisma } = gateway().database
  const listing = await prisma.listing.findFirstOrThrow({
    where: { platform: 'TAOBAO', skuId: { not: null } },
    include: { sku: true },
  })
  await prisma.listing.update({
    where: { id: listing.id },
    data: { skuId: null, outerId: listing.sku?.code ?? null },
  })
  const ask = () =>
    gateway().ask<{
      unmatchedListings: {
        totalCount: number
        nodes: { id: string; suggestions: { by: string; sku: { id: string; code: string } }[] }[]
      }
    }>('{ unmatchedListings(first: 5) { totalCount nodes { id suggestions { by sku { id code } } } } }')
  const { data } = await ask()
  const [row] = data?.unmatchedListings.nodes ?? []
  expect(data?.unmatchedListings.totalCount).toBe(1)
  expect(row?.suggestions[0]).toMatchObject({ by: 'CODE', sku: { code: listing.sku?.code } })
  const { data: confirmed } = await gateway().ask<{ confirmSkuMappings: object }>(
    'mutation ($input: ConfirmSkuMappingsInput!) { confirmSkuMappings(input: $input) { changed listings { id } userErrors { code } } }',
    { input: { mappings: [{ listingId: row?.id, skuId: row?.suggestions[0]?.sku.id }] } },
  )
  expect(confirmed?.confirmSkuMappings).toEqual({ changed: 1, listings: [{ id: row?.id }], userErrors: [] })
  expect((await ask()).data?.unmatchedListings.totalCount).toBe(0)
  const { data: csv } = await gateway().ask<{ skuMappingsCsv: string }>(
    'query ($shopId: ID!) { skuMappingsCsv(shopId: $shopId) }',
    { shopId: await shop() },
  )
  expect(csv?.skuMappingsCsv.split('\r\n')[0]).toContain('sku_code')
})

it('how it stands is in the metrics and in the status', async () => {
  const answer = await fetch(`http://127.0.0.1:${gateway().port}/metrics`)
  const text = await answer.text()
  expect(text).toMatch(/^haitao_sync_shops 3$/m)
  expect(text).toMatch(/^haitao_sync_orders_lag_seconds \d+$/m)
  const { data } = await gateway().ask<{ systemStatus: { components: { name: string; detail: string }[] } }>(
    '{ systemStatus { components { name healthy detail } } }',
  )
  const details = new Map(data?.systemStatus.components.map(({ name, detail }) => [name, detail]))
  expect(details.get('synchronisation')).toMatch(/^3 shops linked, orders read up to \d+ s ago; /)
  expect(details.get('call rates')).toMatch(/calls a second/)
})
