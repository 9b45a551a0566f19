import { v7 } from 'uuid'
import type { PrismaClient } from './database.ts'
import type { Tx } from './transaction.ts'

export interface MappingRow {
  readonly id: string
  readonly entity: string
  readonly sourcePath: string
  readonly targetField: string
  readonly converter: string
  readonly options: unknown
  /** Null: there is none. */
  readonly defaultValue: unknown
  readonly version: number
}

/** The mappings of a kind of record for a shop: its own before those for all shops, one for each target. */
export async function mappingsFor(
  prisma: PrismaClient,
  shopId: string,
  entity: string,
): Promise<MappingRow[]> {
  return prisma.$queryRaw<MappingRow[]>`
    SELECT DISTINCT ON (target_field) id, entity, source_path AS "sourcePath", target_field AS "targetField",
      converter, options, default_value AS "defaultValue", version
    FROM field_mapping WHERE entity = ${entity} AND (shop_id = ${shopId} OR shop_id IS NULL)
    ORDER BY target_field, shop_id NULLS LAST`
}

/** The mappings that are for this shop alone, or (null) for all shops; by entity and target. */
export function ownMappings(prisma: PrismaClient, shopId: string | null): Promise<MappingRow[]> {
  return prisma.fieldMapping.findMany({
    where: { shopId },
    orderBy: [{ entity: 'asc' }, { targetField: 'asc' }],
  })
}

/** Puts a mapping in the place of the one with the same shop, entity and target. @returns its id */
export async function saveMapping(
  tx: Tx,
  shopId: string | null,
  mapping: Omit<MappingRow, 'id' | 'version'>,
): Promise<string> {
  const { entity, sourcePath, targetField, converter, options, defaultValue } = mapping
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO field_mapping (id, shop_id, entity, source_path, target_field, converter, options, default_value, updated_at)
    VALUES (${v7()}, ${shopId}, ${entity}, ${sourcePath}, ${targetField}, ${converter},
      ${json(options)}::jsonb, ${json(defaultValue)}::jsonb, now())
    ON CONFLICT (COALESCE(shop_id, ''), entity, target_field) DO UPDATE
    SET source_path = excluded.source_path, converter = excluded.converter, options = excluded.options,
      default_value = excluded.default_value, version = field_mapping.version + 1, updated_at = now()
    RETURNING id`
  if (!row) throw new Error('a mapping was not written')
  return row.id
}
