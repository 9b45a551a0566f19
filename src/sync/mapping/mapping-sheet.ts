import { type Outcome, outcome, Refused, type UserError } from '../../domain/user-error.ts'
import { ownMappings, saveMapping } from '../../store/field-mapping.ts'
import { transaction } from '../../store/transaction.ts'
import { agreeingRows, MOST_TOLD, readTable, type TableRow, toCsv } from '../csv.ts'
import type { SyncDeps } from '../deps.ts'
import { type CheckedMapping, checkMapping } from './save-mapping.ts'

/** Columns by the field of a mapping that they hold. */
const COLUMNS = {
  entity: 'entity',
  targetField: 'target_field',
  sourcePath: 'source_path',
  converter: 'converter',
  options: 'options',
  defaultValue: 'default_value',
} as const
const NEEDED = [COLUMNS.entity, COLUMNS.targetField, COLUMNS.sourcePath, COLUMNS.converter]

/** The field mappings that are for this shop alone, or (null) those for all shops, as a table. */
export async function exportFieldMappings(
  deps: Pick<SyncDeps, 'prisma'>,
  shopId: string | null,
): Promise<string> {
  const mappings = await ownMappings(deps.prisma, shopId)
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const rows = mappings.map(({ entity, targetField, sourcePath, converter, options, defaultValue }) => [
    entity,
    targetField,
    sourcePath,
    converter,
    json(options),
    json(defaultValue),
  ])
  return toCsv([Object.values(COLUMNS), ...rows])
}

/**
 * Saves the mappings of a table, each checked as when it is saved alone; all or none. Mappings that are not in the table
 * stay. @returns their ids
 */
export function importFieldMappings(
  deps: Pick<SyncDeps, 'prisma'>,
  shopId: string | null,
  csv: string,
): Promise<Outcome<string[]>> {
  return outcome(async () => {
    const checked: CheckedMapping[] = []
    const errors: UserError[] = []
    const rows = agreeingRows(
      readTable(csv, NEEDED),
      [COLUMNS.entity, COLUMNS.targetField],
      Object.values(COLUMNS),
    )
    for (const row of rows)
      try {
        checked.push(await checkMapping(deps, inputOf(shopId, row)))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        errors.push(...error.errors.map((one) => inLine(row, one)))
      }
    if (errors.length > 0) throw new Refused(errors.slice(0, MOST_TOLD))
    return transaction(deps.prisma, async (tx) => {
      const ids: string[] = []
      for (const { mapping } of checked) ids.push(await saveMapping(tx, shopId, mapping))
      return ids
    })
  })
}

function inputOf(shopId: string | null, { at }: TableRow) {
  return {
    shopId,
    entity: at(COLUMNS.entity),
    targetField: at(COLUMNS.targetField),
    sourcePath: at(COLUMNS.sourcePath),
    converter: at(COLUMNS.converter),
    options: jsonIn(at(COLUMNS.options)),
    defaultValue: jsonIn(at(COLUMNS.defaultValue)),
  }
}

/** JSON, or the text itself: people write a default without quotes. */
function jsonIn(field: string): unknown {
  if (field === '') return undefined
  try {
    return JSON.parse(field)
  } catch {
    return field
  }
}

/** Names the line, and the column where an alone mapping names its field. */
function inLine({ line }: TableRow, { code, field, message }: UserError): UserError {
  const column = COLUMNS[field?.[0] as keyof typeof COLUMNS] as string | undefined
  const said = column ? message.replace(new RegExp(`^${field?.[0]}: `), `${column}: `) : message
  return { code, field: ['csv'], message: `csv: line ${line}: ${said}` }
}
