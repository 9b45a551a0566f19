import type { MarketplaceOrder, Offer } from '../../connectors/marketplace.ts'
import { webAddress } from '../../domain/web-address.ts'
import type { PrismaClient } from '../../store/database.ts'
import { type MappingRow, mappingsFor } from '../../store/field-mapping.ts'
import type { ListingRecord } from '../../store/listing.ts'
import { MappingFailed } from '../runs/failure-class.ts'
import { converterOf, NotConvertible, type Surroundings } from './converters.ts'
import { parsePath, readPath } from './source-path.ts'
import { extraName } from './targets.ts'

/** Result of the mappings for one record: fields by name, custom ones separately. */
export interface Mapped {
  readonly fields: Readonly<Record<string, unknown>>
  readonly extra: Readonly<Record<string, unknown>>
}

/** @throws MappingFailed that names the field, never the value */
export type Mapper = (record: unknown, externalSkuId: string) => Mapped

/** The saved mappings of a shop for one kind of record; null when there are none. */
export async function savedMapper(
  prisma: PrismaClient,
  shopId: string,
  entity: string,
): Promise<Mapper | null> {
  const rows = await mappingsFor(prisma, shopId, entity)
  return rows.length === 0 ? null : mapperOf(rows)
}

/** Rows that were validated when they were saved. */
export function mapperOf(rows: readonly Omit<MappingRow, 'id' | 'version'>[]): Mapper {
  const compiled = rows.map((row) => {
    const steps = parsePath(row.sourcePath)
    const converter = converterOf(row.converter)
    if (typeof steps === 'string' || !converter)
      throw new MappingFailed(`The mapping of ${row.targetField} is broken: save it again.`)
    return { ...row, steps, converter, options: converter.options.parse(row.options ?? undefined) }
  })
  return (record, externalSkuId) => {
    const fields: Record<string, unknown> = {}
    const extra: Record<string, unknown> = {}
    const around: Surroundings = { record, externalSkuId }
    for (const { targetField, steps, converter, options, defaultValue } of compiled) {
      const found = readPath(record, steps, externalSkuId)
      const missing = found === undefined || found === null || found === ''
      const value =
        missing && defaultValue !== null
          ? convert(targetField, () => converter.convert(defaultValue, options, around), defaultValue)
          : missing
            ? undefined
            : convert(targetField, () => converter.convert(found, options, around))
      if (value === undefined) continue
      const own = extraName(targetField)
      if (own === null) fields[targetField] = targetField === 'url' ? webAddress(value) : value
      else extra[own] = typeof value === 'bigint' ? value.toString() : value
    }
    return { fields, extra }
  }
}

/** A default may be there already converted. */
function convert(targetField: string, work: () => unknown, fallback?: unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof NotConvertible)) throw error
    if (typeof fallback === 'boolean' || typeof fallback === 'number') return fallback
    throw new MappingFailed(`${targetField}: ${error.message}`)
  }
}

/** The mapper of products as the writer of listings takes it. */
export function offerMapping(mapper: Mapper | null) {
  return (
    mapper &&
    ((offer: Offer, externalSkuId: string): Partial<ListingRecord> => {
      const { fields, extra } = mapper(offer.raw, externalSkuId)
      const { price, ...same } = fields as { price?: bigint }
      return {
        ...(same as Partial<ListingRecord>),
        ...(price !== undefined && { priceMinor: price }),
        ...(Object.keys(extra).length > 0 && { extra: extra as never }),
      }
    })
  )
}

/** The mapper of orders as the importer takes it. */
export function orderMapping(mapper: Mapper | null) {
  return (
    mapper &&
    ((order: MarketplaceOrder): Readonly<Record<string, unknown>> | null => {
      const { extra } = mapper(order.raw, '')
      return Object.keys(extra).length > 0 ? extra : null
    })
  )
}
