import { createHash } from 'node:crypto'
import { splitList } from '../../domain/csv/cells.ts'
import { HANDLE, handleBase } from '../../domain/handle.ts'
import { hasChinese } from '../../domain/text.ts'
import type { Tx } from '../../store/transaction.ts'
import type { ImportFieldChange } from '../field-changes.ts'
import { type ChangedBy, recordChanges } from '../record-changes.ts'
import { writeCategory } from '../save-category.ts'
import { BadCell } from './columns.ts'
import { type CategoryState, readCategories } from './state.ts'

/** The categories, as a transaction sees them: cells name them by slug, by name, or by a path of either. */
export class CategoryTree {
  private readonly bySlug: Map<string, CategoryState>

  private constructor(all: readonly CategoryState[]) {
    this.bySlug = new Map(all.map((one) => [one.slug, one]))
  }

  static async read(tx: Tx): Promise<CategoryTree> {
    return new CategoryTree(await readCategories(tx))
  }

  get(slug: string): CategoryState | undefined {
    return this.bySlug.get(slug)
  }

  slugOf(id: string): string | undefined {
    return this.all().find((one) => one.id === id)?.slug
  }

  /** The categories of a cell, null for those that are not there yet. @throws BadCell */
  find(cell: string): (CategoryState | null)[] {
    return splitList(cell).map((item) => {
      let found: CategoryState | null | undefined
      for (const name of segments(item)) found = found === null ? null : this.step(name, found?.id)
      return found ?? null
    })
  }

  /** The same, and creates missing ones. @param made collects what was created */
  async ensure(tx: Tx, cell: string, by: ChangedBy, made: ImportFieldChange[]): Promise<CategoryState[]> {
    const categories: CategoryState[] = []
    for (const item of splitList(cell)) {
      let found: CategoryState | undefined
      for (const name of segments(item))
        found = this.step(name, found?.id) ?? (await this.make(tx, name, found?.id ?? null, by, made))
      if (found) categories.push(found)
    }
    return categories
  }

  /** Reads one again that was written. */
  async refresh(tx: Tx): Promise<void> {
    for (const one of await readCategories(tx)) this.bySlug.set(one.slug, one)
  }

  private all(): CategoryState[] {
    return [...this.bySlug.values()]
  }

  /** @param parentId undefined: anywhere in the tree */
  private step(name: string, parentId: string | undefined): CategoryState | null {
    const bySlug = this.bySlug.get(slugFor(name))
    const isThere = (one: CategoryState) => parentId === undefined || one.parentId === parentId
    if (bySlug && isThere(bySlug)) return usable(bySlug)
    const word = name.toLowerCase()
    const named = this.all().filter(
      (one) =>
        isThere(one) && one.archivedAt === null && namesOf(one).some((own) => own.toLowerCase() === word),
    )
    if (named.length > 1)
      throw new BadCell(
        `names ${named.length} categories "${name}": give the slug, one of ${named.map(({ slug }) => slug).join(', ')}`,
      )
    if (named[0]) return named[0]
    if (bySlug) throw new BadCell(`places ${bySlug.slug} elsewhere in the tree than it is`)
    return null
  }

  private async make(
    tx: Tx,
    name: string,
    parentId: string | null,
    by: ChangedBy,
    made: ImportFieldChange[],
  ): Promise<CategoryState> {
    const slug = slugFor(name)
    const saved = await writeCategory(tx, {
      slug,
      parentId,
      ...(hasChinese(name) ? { nameZh: name } : { nameEn: name }),
    })
    await recordChanges(tx, by, [saved])
    made.push({ field: `category.${slug}`, before: null, after: name, keptByHand: false })
    await this.refresh(tx)
    return this.bySlug.get(slug) as CategoryState
  }
}

const segments = (item: string) =>
  item
    .split(/[>＞]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

const namesOf = ({ nameZh, nameEn, names }: CategoryState): string[] =>
  [nameZh, nameEn, ...Object.values(names as Record<string, string>)].filter((name) => name !== null)

/**
 * The same name always gives the same slug: importing a file twice creates nothing twice. Chinese names that are
 * spelt alike are told apart.
 */
export function slugFor(name: string): string {
  if (HANDLE.test(name)) return name
  const base = handleBase([name])
  if (base !== null && !hasChinese(name)) return base
  return `${base ?? 'c'}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

function usable(category: CategoryState): CategoryState {
  if (category.archivedAt) throw new BadCell(`names the category ${category.slug}, which is archived`)
  return category
}
