import type { Item, ItemSource } from '../connectors/item-source.ts'
import type { KnownLinks } from '../connectors/read-item-text.ts'
import type { ShortLinks } from '../connectors/short-links.ts'
import type { Platform } from '../domain/platform.ts'
import { forgetImportLeases } from '../store/catalogue-import.ts'
import { countOnShow } from '../store/category.ts'
import type { PrismaClient } from '../store/database.ts'
import { productsOnShow } from '../store/product.ts'
import { countSold } from '../store/product-sold.ts'
import { scheduleWatched } from '../store/watched-item.ts'
import { type Archivable, archive } from './archive.ts'
import { createProduct } from './create-product.ts'
import { catalogueFigures } from './figures.ts'
import { columnsFor } from './file/header.ts'
import { type ImportFileWork, importFileWork } from './file/import-file.ts'
import { tablePage, tableParts } from './file/table.ts'
import { shopFollower } from './follow-shop.ts'
import { importItemsWork } from './imports/import-items.ts'
import { type ImportListingsWork, importListingsWork } from './imports/import-listings.ts'
import { importRunner } from './imports/run-import.ts'
import { setCreateUnmatched } from './imports/set-create-unmatched.ts'
import {
  cancelCatalogueImport,
  importFile,
  importItems,
  importListings,
  type StartImportDeps,
} from './imports/start-import.ts'
import { itemOrders } from './order-item.ts'
import { offerPrices } from './prices/offer-prices.ts'
import { pricesOf } from './prices/prices.ts'
import { productLists } from './product-lists.ts'
import { itemReader, type Payer } from './read-item.ts'
import { itemResolver } from './resolve-item.ts'
import { saveCategory } from './save-category.ts'
import { saveSupplier } from './save-supplier.ts'
import { saveWarehouse } from './save-warehouse.ts'
import { type SearchDeps, type Slice, searchOffers } from './search-offers.ts'
import { createSku, updateSku } from './sku-changes.ts'
import type { TakeOverDeps } from './take-over-item.ts'
import { type TranslationDeps, translations } from './translations/index.ts'
import { updateProduct } from './update-product.ts'
import { type WatchDeps, watchItems } from './watch-items.ts'
import { type SearchEngineDeps, wordSearch } from './words/index.ts'

export type { Item, ItemSku, PriceTier } from '../connectors/item-source.ts'
export { ARCHIVABLE, type Archivable } from './archive.ts'
export { templateText } from './file/table.ts'
export type { MovedListing, ShopFollower } from './follow-shop.ts'
export type { OpeningStock } from './imports/take-over-offer.ts'
export { attributesOf } from './item-choices.ts'
export { localeOf } from './localized-input.ts'
export type { WantedItem } from './order-item.ts'
export type { OfferPrices } from './prices/offer-prices.ts'
export { LONGEST_DESCRIPTION } from './product-input.ts'
export type { Payer, ReadItem } from './read-item.ts'
export type { AuditSource, ChangedBy, ChangedObject, FieldChange } from './record-changes.ts'
export { recordChanges } from './record-changes.ts'
export type { ItemResolution } from './resolve-item.ts'
export type { FoundOffer } from './search-offers.ts'
export type { TranslationDeps, TranslationFigures } from './translations/index.ts'
export * from './visible.ts'
export type { SearchEngineDeps, SearchFigures } from './words/index.ts'

export interface CatalogueDeps extends SearchDeps, Omit<ImportFileWork, 'prisma'> {
  readonly prisma: PrismaClient
  /** Readers of marketplace items, in order of preference. */
  readonly itemSources: readonly ItemSource[]
  readonly links: KnownLinks
  readonly shortLinks: Pick<ShortLinks, 'follow'>
  /** How long a reading of an item serves all gateways, in ms. */
  readonly itemFreshMs: number
  /** Calls to a paid source in one day for an address without a token. */
  readonly paidCallsPerAddress: number
  readonly imports: ImportDeps
  /** Where the empty file for imports is served. */
  readonly templateAddress: () => string
  readonly watch: Pick<WatchDeps, 'rests' | 'onError'>
  /** Null: nothing is translated but what sources translate. */
  readonly translation: TranslationDeps | null
  /** Null: the database finds products itself. */
  readonly searchEngine: SearchEngineDeps | null
}

export interface ImportDeps extends Pick<ImportListingsWork, 'shopOf' | 'openStock'> {
  readonly mostReferences: number
  readonly rowsAtOnce: number
  readonly onError: (error: unknown, importId: string, position: number | null) => void
}

/** Age of a reading that still serves an order, in ms. */
const ORDER_FRESH_MS = 60_000

/** The catalogue as people make it, and items of marketplaces for people who buy there. */
export function createCatalogue(deps: CatalogueDeps) {
  const { prisma, itemSources: sources, links: known, shortLinks } = deps
  const { read, lastReadings } = itemReader({
    prisma,
    sources,
    freshMs: deps.itemFreshMs,
    paidCallsPerAddress: deps.paidCallsPerAddress,
    now: Date.now,
  })
  const { name, resolve } = itemResolver({ known, shortLinks, sources, read })
  const taking: TakeOverDeps = {
    codePrefix: (platform) => known.marketplaces.find((one) => one.platform === platform)?.codePrefix ?? '',
    setPictures: deps.setPictures,
  }
  const skuOfItem = itemOrders({
    ...taking,
    prisma,
    read: (platform, externalId) => read(platform, externalId, { freshMs: ORDER_FRESH_MS }),
  })
  const { shopOf, openStock, mostReferences, rowsAtOnce, onError } = deps.imports
  const imports = importRunner({
    prisma,
    rowsAtOnce,
    onError,
    kinds: {
      ITEMS: importItemsWork({ name: (text) => name(text, null), read, ...taking }),
      LISTINGS: importListingsWork({ shopOf, connectors: deps.connectors, openStock, ...taking }),
      CSV: importFileWork(deps),
    },
  })
  const starting: { -readonly [Key in keyof StartImportDeps]: StartImportDeps[Key] } = {
    prisma,
    mostReferences,
    onStarted: () => {},
  }
  const words = wordSearch(prisma, deps.searchEngine)
  return {
    importItems: (input: unknown, actor: string) => importItems(starting, input, actor),
    importListings: (input: unknown, actor: string) => importListings(starting, input, actor),
    importFile: (input: unknown, actor: string) =>
      importFile({ ...starting, files: deps.files }, input, actor),
    /** Columns of a file, and the address of an empty one. */
    async template() {
      const { languages, warehouses } = await tableParts(prisma)
      const parts = new URLSearchParams([
        ...languages.map((one) => ['language', one]),
        ...warehouses.map((one) => ['warehouse', one]),
      ])
      const columns = columnsFor(languages, warehouses)
      return {
        columns: columns.map(({ name, kind: { takes, example } }) => ({ name, takes, example })),
        url: `${deps.templateAddress()}?${parts}`,
      }
    },
    /** A page of the catalogue as lines of a file. @throws Refused that names columns or the cursor */
    table: (columns: readonly string[] | null, after: string | null, limit: number) =>
      tablePage(deps, columns, after, limit),
    setCreateUnmatched: (input: unknown) => setCreateUnmatched(prisma, input),
    /** For the synchronisation of linked shops. */
    figures: () => catalogueFigures(prisma, Date.now()),
    follower: shopFollower({ ...taking, openStock }),
    cancelImport: (id: string) => cancelCatalogueImport(starting, id),
    jobs: {
      /** One turn of one import. @returns whether there may be more to do at once */
      workOnImports: imports.work,
      /** Reads watched items that are due. @returns whether there may be more to do at once */
      watchItems: (signal: AbortSignal) => watchItems({ ...deps.watch, ...taking, prisma, read }, signal),
      scheduleWatched: () => scheduleWatched(prisma, deps.watch.rests),
      forgetImportLeases: () => forgetImportLeases(prisma),
      /** Best sellers. */
      countSold: () => countSold(prisma),
      /** Called when an import has begun. */
      set onImport(wake: () => void) {
        starting.onStarted = wake
      },
    },
    ...productLists(
      prisma,
      words.search,
      new Map(
        known.marketplaces.map(({ platform, label, labelZh }) => [
          platform ?? '',
          { en: label, zh: labelZh },
        ]),
      ),
    ),
    words,
    search: (platform: Platform, query: string, slice: Slice) => searchOffers(deps, platform, query, slice),
    lastReadings,
    readItem: (platform: Platform, externalId: string, payer: Payer) => read(platform, externalId, { payer }),
    /** Prices for customers of an item that was read. */
    offerPrices: (platform: Platform, item: Item) => offerPrices(prisma, platform, item),
    /** Each takes the input of its mutation with local ids, and returns the id of the changed object. */
    createProduct: (input: unknown, actor: string) => createProduct(deps, input, actor),
    updateProduct: (input: unknown, actor: string) => updateProduct(deps, input, actor),
    createSku: (input: unknown, actor: string) => createSku(deps, input, actor),
    updateSku: (input: unknown, actor: string) => updateSku(deps, input, actor),
    saveCategory: (input: unknown, actor: string) => saveCategory(prisma, input, actor),
    saveWarehouse: (input: unknown, actor: string) => saveWarehouse(prisma, input, actor),
    saveSupplier: (input: unknown, actor: string) => saveSupplier(prisma, input, actor),
    archive: (what: { type: Archivable; id: string; restore: boolean }, actor: string) =>
      archive(prisma, what, actor),
    /** For loaders: products on show in each category and below it; which of these products are on show. */
    countOnShow: (categoryIds: readonly string[]) => countOnShow(prisma, categoryIds),
    onShow: (productIds: readonly string[]) => productsOnShow(prisma, productIds),
    skuOfItem,
    prices: pricesOf(prisma),
    translation: translations(prisma, deps.translation),
    resolveItem: (text: string, platform: Platform | null, payer: Payer) =>
      resolve({ text, platform, payer }),
  }
}

export type Catalogue = ReturnType<typeof createCatalogue>
