import { money } from '../../src/domain/money.ts'
import { UpstreamError } from '../../src/domain/upstream-error.ts'
import { shownAddress } from '../../src/domain/web-address.ts'
import { builder } from '../builder.ts'
import type { LiveOffer } from '../context.ts'
import { PlatformEnum } from '../enums.ts'
import { upstreamUnavailable } from '../errors.ts'
import { MoneyRef } from '../refs.ts'

const LiveOfferRef = builder.objectRef<LiveOffer>('LiveOffer').implement({
  description:
    'What the platform says at the time of the query. Read in batches of the platform, kept a few seconds.',
  fields: (t) => ({
    price: t.expose('price', { type: MoneyRef, description: 'Price per unit, on the platform.' }),
    quantity: t.exposeInt('quantity', { description: 'Units the platform would sell now.' }),
    onSale: t.exposeBoolean('onSale', { description: 'Whether it can be bought there.' }),
    fetchedAt: t.expose('fetchedAt', { type: 'DateTime', description: 'When the platform said so.' }),
    stale: t.exposeBoolean('stale', {
      description: 'True when the platform did not answer just now and this is its last answer.',
    }),
  }),
})

builder.prismaNode('Listing', {
  description: 'A SKU as one platform sells it. The stored figures are those of the last synchronisation.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    platform: t.expose('platform', { type: PlatformEnum, description: 'The marketplace.' }),
    shop: t.relation('shop', {
      nullable: true,
      description: 'The linked shop that sells it; null for offers of others.',
      authScopes: { scope: 'shops:read' },
    }),
    externalId: t.exposeString('externalId', { description: "The platform's id of the item." }),
    externalSkuId: t.string({
      nullable: true,
      description: "The platform's id of the SKU; null where the item has none.",
      resolve: (listing) => listing.externalSkuId || null,
    }),
    url: t.string({
      nullable: true,
      description: 'Page on the marketplace: http or https, else null.',
      resolve: ({ url }) => shownAddress(url),
    }),
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Price at the last synchronisation.',
      resolve: ({ priceMinor, currency }) => (priceMinor === null ? null : money(priceMinor, currency)),
    }),
    quantity: t.exposeInt('quantity', { nullable: true, description: 'Units at the last synchronisation.' }),
    syncedAt: t.expose('syncedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the last synchronisation.',
    }),
    sku: t.relation('sku', { nullable: true, description: 'Our SKU; null while it is not matched.' }),
    sellable: t.int({
      nullable: true,
      description:
        'Units that this platform may sell: available over all warehouses, less its buffer. Null while it is not matched.',
      resolve: ({ platform, skuId }, _args, { loaders }) =>
        skuId === null ? null : loaders.sellable.load({ platform, skuId }),
    }),
    live: t.field({
      type: LiveOfferRef,
      nullable: true,
      description:
        'Read from the platform now; of an item that no shop of ours can read, its last reading. Null with an UPSTREAM_UNAVAILABLE error when there is neither.',
      resolve: async ({ platform, shopId, externalId, externalSkuId }, _args, { loaders }) => {
        try {
          return await loaders.liveOffer.load({ platform, shopId, externalId, externalSkuId })
        } catch (error) {
          throw error instanceof UpstreamError ? upstreamUnavailable(error) : error
        }
      },
    }),
  }),
})
