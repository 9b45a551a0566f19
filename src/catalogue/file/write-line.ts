import { Refused } from '../../domain/user-error.ts'
import { type ImportFieldChange, writtenChanges } from '../field-changes.ts'
import { RowRefused, type RowResult } from '../imports/kind.ts'
import { result } from '../imports/take-over-offer.ts'
import { recordChanges } from '../record-changes.ts'
import { writeCategory } from '../save-category.ts'
import { BadCell } from './columns.ts'
import { differing, type FileRow, Problems, textsIn, valueIn } from './file-row.ts'
import type { Slice } from './slice.ts'
import { categoryCell } from './state.ts'
import { writeProduct } from './write-product.ts'

/**
 * Applies a line to its object. Differences are written and recorded as a person's changes; a line
 * without differences writes nothing.
 * @throws RowRefused; nothing of the line stays
 */
export async function writeLine(slice: Slice, row: FileRow): Promise<RowResult> {
  const problems = new Problems(row.line)
  if (row.problem !== undefined) problems.add(row.problem, null, '')
  const { clash } = row
  if (clash)
    throw new RowRefused(
      'INVALID_INPUT',
      `Lines ${clash.lines.join(' and ')} contradict each other: both are about ${clash.about}, and ${clash.column} differs.`,
    )
  problems.refuse()
  try {
    return row.category === undefined
      ? await writeProduct(slice, row, problems)
      : await writeCategoryLine(slice, row, problems)
  } catch (error) {
    if (error instanceof BadCell) {
      problems.add('categories', row.cells.categories ?? null, error.message)
      problems.refuse()
    }
    throw error instanceof Refused ? rowRefusal(row, error) : error
  }
}

async function writeCategoryLine(slice: Slice, row: FileRow, problems: Problems): Promise<RowResult> {
  const { tx, tree, columns, by } = slice
  const slug = row.category ?? ''
  const before = tree.get(slug)
  const cells = differing(
    row,
    columns,
    'category',
    (column) => (before ? categoryCell(before, column, (id) => tree.slugOf(id)) : ''),
    problems,
  )
  problems.refuse()
  if (before && cells.length === 0) return result({ outcome: 'UNCHANGED' })
  if (before?.archivedAt) problems.add('category', slug, 'is archived: restore it first')
  problems.refuse('INVALID_TRANSITION')
  return slice.apart(async () => {
    const made: ImportFieldChange[] = []
    const parent = valueIn(cells)('category_parent')
    const [above] = parent === undefined ? [] : await tree.ensure(tx, parent, by, made)
    const names = textsIn(cells, 'category_name')
    const saved = await writeCategory(tx, {
      slug,
      ...(before && { id: before.id }),
      ...(names.length > 0 || before ? { names } : { nameEn: slug }),
      ...(above && { parentId: above.id }),
    })
    await recordChanges(tx, by, [saved])
    await tree.refresh(tx)
    return result({
      outcome: before ? 'UPDATED' : 'CREATED',
      changes: [...made, ...writtenChanges(saved.changes)],
    })
  })
}

/** Columns by the first name of a path in the graph's inputs. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  id: 'category',
  slug: 'category',
  parentId: 'category_parent',
  names: 'category_name',
  titles: 'title',
  titleEn: 'sku_title',
  categoryIds: 'categories',
  supplierId: 'supplier',
  media: 'pictures',
  code: 'sku',
}

function rowRefusal({ line }: FileRow, error: Refused): RowRefused {
  const messages = error.errors.map(({ field, message }) => {
    const path = field?.join('.') ?? ''
    const plain = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message
    const [name = ''] = field ?? []
    const column = COLUMN_OF[name] ?? name
    return column === '' ? plain : `${column}: ${plain}`
  })
  return new RowRefused(error.errors[0]?.code ?? 'INVALID_INPUT', `Line ${line}: ${messages.join('; ')}`)
}
