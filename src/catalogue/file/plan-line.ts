import type { Refused } from '../../domain/user-error.ts'
import { type ImportFieldChange, writtenChanges } from '../field-changes.ts'
import { RowRefused } from '../imports/kind.ts'
import { result } from '../imports/take-over-offer.ts'
import { recordChanges } from '../record-changes.ts'
import { writeCategory } from '../save-category.ts'
import { BadCell } from './columns.ts'
import { differing, type FileRow, Problems, textsIn, valueIn } from './file-row.ts'
import type { Planned } from './line-plan.ts'
import { planProduct } from './plan-product.ts'
import type { Slice } from './slice.ts'
import { categoryCell } from './state.ts'

/** Compares a line with its object, without a statement. @throws RowRefused that names all errors */
export function planLine(slice: Slice, row: FileRow): Planned {
  const problems = new Problems(row.line)
  if (row.problem !== undefined) problems.add(row.problem, null, '')
  const { clash } = row
  if (clash)
    throw new RowRefused(
      'INVALID_INPUT',
      `Lines ${clash.lines.join(' and ')} contradict each other: both are about ${clash.about}, and ${clash.column} differs.`,
    )
  problems.refuse()
  return row.category === undefined ? planProduct(slice, row, problems) : planCategory(slice, row, problems)
}

/** Categories are written at once: products of lines below may name them. */
function planCategory(slice: Slice, row: FileRow, problems: Problems): Planned {
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
  return async () => {
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
  }
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

/** An error of what a line writes, in words of the file. */
export function refusalOf({ line, cells }: FileRow, error: Refused | RowRefused | BadCell): RowRefused {
  if (error instanceof RowRefused) return error
  if (error instanceof BadCell) {
    const problems = new Problems(line)
    problems.add('categories', cells.categories ?? null, error.message)
    return problems.refusal()
  }
  const messages = error.errors.map(({ field, message }) => {
    const path = field?.join('.') ?? ''
    const plain = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message
    const [name = ''] = field ?? []
    const column = COLUMN_OF[name] ?? name
    return column === '' ? plain : `${column}: ${plain}`
  })
  return new RowRefused(error.errors[0]?.code ?? 'INVALID_INPUT', `Line ${line}: ${messages.join('; ')}`)
}
