import type { Offer } from '../../connectors/marketplace.ts'
import { formatAmount, money } from '../../domain/money.ts'
import { UpstreamError } from '../../domain/upstream-error.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { mappingsFor } from '../../store/field-mapping.ts'
import { linkedShop } from '../../store/shop-credentials.ts'
import type { SyncDeps } from '../deps.ts'
import { listingRecords } from '../inbound/listing-records.ts'
import { maskPersonal } from '../mask.ts'
import type { Reread } from '../messages/reread.ts'
import { MappingFailed } from '../runs/failure-class.ts'
import { type Mapper, mapperOf, offerMapping } from './compile.ts'
import { checkMapping } from './save-mapping.ts'

export interface Preview {
  readonly before: unknown
  readonly after: unknown
}

/** Previews a mapping on a real record, which is read from the platform now. Nothing is saved. */
export function previewFieldMapping(
  deps: SyncDeps,
  input: unknown,
  externalId: string,
): Promise<Outcome<Preview>> {
  return outcome(async () => {
    const { shopId, mapping } = await checkMapping(deps, input)
    const context = await contextOf(deps, shopId, mapping.entity, externalId)
    const saved = await mappingsFor(deps.prisma, context.shop.shopId, mapping.entity)
    const others = saved.filter((row) => row.targetField !== mapping.targetField)
    const show =
      mapping.entity === 'product'
        ? await readOffer(context, externalId)
        : await readOrder(context, externalId)
    try {
      return { before: show(mapperOf(saved)), after: show(mapperOf([...others, mapping])) }
    } catch (error) {
      if (error instanceof MappingFailed) throw new Refused('INVALID_INPUT', ['sourcePath'], error.message)
      throw error
    }
  })
}

/** The shop that was named, else the one that has the record. */
async function contextOf(
  deps: SyncDeps,
  shopId: string | null,
  entity: string,
  externalId: string,
): Promise<Reread> {
  const owner =
    shopId ??
    (entity === 'product'
      ? await deps.prisma.listing.findFirst({
          where: { externalId, shopId: { not: null } },
          select: { shopId: true },
        })
      : await deps.prisma.order.findFirst({
          where: { externalId, shopId: { not: null } },
          select: { shopId: true },
        })
    )?.shopId
  if (!owner)
    throw new Refused(
      'NOT_FOUND',
      ['externalId'],
      'No shop of ours is known to have this record: name the shop.',
    )
  const shop = await linkedShop(deps.prisma, deps.box, owner)
  const connector = shop && deps.connectors.get(shop.platform)
  if (!shop || !connector) throw new Refused('INVALID_TRANSITION', ['shopId'], 'The shop is not linked.')
  return { deps, shop, connector, signal: AbortSignal.timeout(30_000) }
}

async function readOffer({ connector, shop, signal }: Reread, externalId: string) {
  const found = await answered(connector.readOffers(shop, [externalId], signal))
  const offer = found.get(externalId)
  if (!offer) throw new Refused('NOT_FOUND', ['externalId'], 'The platform has no such record in this shop.')
  return (mapper: Mapper) => shownOffer(offer, mapper)
}

function shownOffer(offer: Offer, mapper: Mapper): unknown {
  return listingRecords(offer, offerMapping(mapper)).map(
    ({ priceMinor, currency, modifiedAt, ...record }) => ({
      ...record,
      price: formatAmount(money(priceMinor, currency)),
      currency,
      modifiedAt: modifiedAt?.toISOString() ?? null,
    }),
  )
}

/** Of an order only what a mapping can change, and what it is known by. */
async function readOrder({ connector, shop, signal }: Reread, externalId: string) {
  const order = await answered(connector.readOrder(shop, externalId, signal))
  if (!order) throw new Refused('NOT_FOUND', ['externalId'], 'The platform has no such record in this shop.')
  return (mapper: Mapper) => ({
    externalId,
    status: order.status,
    total: formatAmount(order.total),
    extra: maskPersonal(mapper(order.raw, '').extra),
  })
}

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    const code = error.kind === 'rejected' ? 'UPSTREAM_REJECTED' : 'UPSTREAM_UNAVAILABLE'
    throw new Refused(code, null, `${error.upstream}: ${error.message}`)
  }
}
