import { v7 } from 'uuid'
import { deskOf } from '../orders/desk.ts'
import { dataOf } from '../path/support/ask.ts'
import type { Gateway } from '../path/support/gateway.ts'
import { until } from '../support/until.ts'

export interface Shared {
  readonly externalId: string
  readonly title: string
  /** As Taobao Global translates it. */
  readonly titleEn: string
  readonly page: string
  readonly shortLink: string
  readonly text: string
  readonly code: string | null
}
export type Market = 'TAOBAO' | 'ALIBABA_1688' | 'JD' | 'WEIDIAN' | 'PINDUODUO'

export interface Import {
  readonly id: string
  readonly status: string
  readonly total: number | null
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly waitsUntil: string | null
  readonly waitReason: string | null
  readonly error: string | null
  readonly finishedAt: string | null
}
interface UserError {
  readonly code: string
  readonly field: readonly string[] | null
  readonly message: string
}
interface Started {
  readonly catalogueImport: Import | null
  readonly userErrors: readonly UserError[]
}

const IMPORT = 'id status total done created updated unchanged failed waitsUntil waitReason error finishedAt'
export const CHANGES = `subscription ($id: ID!, $after: String) { catalogueImportChanges(importId: $id, after: $after) {
  __typename ... on FeedEvent { cursor } ... on CatalogueImportChange { catalogueImport { ${IMPORT} } } } }`

/** What an operator does to fill the catalogue, over HTTP. */
export function importDeskOf(gateway: () => Gateway) {
  const desk = deskOf(gateway)
  const ask = async <Data>(query: string, variables: Record<string, unknown> = {}) =>
    dataOf(await gateway().ask<Data>(query, variables, 'operator'))

  async function start(mutation: 'importItems' | 'importListings', input: object): Promise<Started> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      catalogueImport { ${IMPORT} } userErrors { code field message } } }`
    const data = await ask<Record<string, Started>>(query, { input: { idempotencyKey: v7(), ...input } })
    return data[mutation] as Started
  }

  async function read(id: string): Promise<Import> {
    const query = `query ($id: ID!) { catalogueImport(id: $id) { ${IMPORT} } }`
    return (await ask<{ catalogueImport: Import }>(query, { id })).catalogueImport
  }

  /** The import once it is over. */
  const over = (id: string) =>
    until(
      async () => {
        const one = await read(id)
        return one.status !== 'RUNNING' && one
      },
      'the import to be over',
      60_000,
    )

  async function run(mutation: 'importItems' | 'importListings', input: object): Promise<Import> {
    const { catalogueImport, userErrors } = await start(mutation, input)
    if (!catalogueImport) throw new Error(JSON.stringify(userErrors))
    return over(catalogueImport.id)
  }

  /** Items of sellers whom we know nothing of, as people share them. */
  async function shared(platform: Market): Promise<readonly Shared[]> {
    const { items } = (await desk.control(`share?platform=${platform}`)) as unknown as { items: Shared[] }
    return items
  }

  async function oneOf(platform: Market, index: number): Promise<Shared> {
    const item = (await shared(platform))[index]
    if (!item) throw new Error('the sandbox has ten items of other sellers on each marketplace')
    return item
  }

  /** Rows of the catalogue: what a second import must not add to. */
  async function counts() {
    const { prisma } = gateway().database
    const [products, skus, listings, suppliers, movements, entries] = await Promise.all([
      prisma.product.count(),
      prisma.sku.count(),
      prisma.listing.count(),
      prisma.supplier.count(),
      prisma.stockMovement.count(),
      prisma.auditEntry.count(),
    ])
    return { products, skus, listings, suppliers, movements, entries }
  }

  /** The rule that prices all goods: without one nothing comes on show. */
  async function priceAll(markupPercent: string): Promise<void> {
    await gateway().database.prisma.priceRule.create({ data: { name: 'all', markupPercent } })
  }

  return { ...desk, priceAll, ask, start, read, over, run, shared, oneOf, counts }
}
