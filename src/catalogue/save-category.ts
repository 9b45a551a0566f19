import { v7 } from 'uuid'
import { z } from 'zod'
import { localId } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { liesBelow, lockTree } from '../store/category.ts'
import type { PrismaClient } from '../store/database.ts'
import { isUniqueViolation, type Tx, transaction } from '../store/transaction.ts'
import { fieldOfLocale, line, NAME, oneTextPerLocale, textList, textsByLocale } from './localized-input.ts'
import { pathName } from './product-input.ts'
import { type ChangedObject, type FieldChange, recordChanges } from './record-changes.ts'

const Input = z
  .object({
    id: localId.nullish(),
    slug: pathName,
    nameZh: line(200).nullish(),
    nameEn: line(200).nullish(),
    names: textList(line(200)),
    parentId: localId.nullish(),
  })
  .check(oneTextPerLocale(NAME))
/** A category to make, or to change where `id` names one. */
export type CategoryToSave = z.output<typeof Input>

/** Creates a category, or changes the one with `id`: absent fields stay. @returns its id */
export function saveCategory(prisma: PrismaClient, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    try {
      return await transaction(prisma, async (tx) => {
        const saved = await writeCategory(tx, parsed)
        await recordChanges(tx, { actor, source: 'PERSON' }, [saved])
        return saved.id
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      throw new Refused(
        'ALREADY_EXISTS',
        ['slug'],
        `slug: ${JSON.stringify(parsed.slug)} is taken by another category.`,
      )
    }
  })
}

/** @returns what to record @throws Refused; the transaction must be rolled back */
export async function writeCategory(tx: Tx, input: CategoryToSave): Promise<ChangedObject> {
  const { slug, parentId } = input
  await lockTree(tx)
  const before = input.id == null ? null : await tx.category.findUnique({ where: { id: input.id } })
  if (input.id != null && !before) throw new Refused('NOT_FOUND', ['id'], 'id: There is no such category.')
  const id = before?.id ?? v7()

  const names = textsByLocale(input, NAME)
  const more: Record<string, string> = { ...(before?.names as Record<string, string> | undefined) }
  const row = { nameZh: before?.nameZh ?? null, nameEn: before?.nameEn ?? null }
  const changes: FieldChange[] = [{ field: 'slug', before: before?.slug ?? null, after: slug }]
  for (const [locale, text] of names) {
    const column = locale === 'zh' ? 'nameZh' : locale === 'en' ? 'nameEn' : null
    changes.push({
      field: fieldOfLocale(NAME, locale),
      before: (column ? row[column] : more[locale]) ?? null,
      after: text,
    })
    if (column) row[column] = text
    else if (text === null) delete more[locale]
    else more[locale] = text
  }
  if (row.nameZh === null && row.nameEn === null && Object.keys(more).length === 0)
    throw new Refused('INVALID_INPUT', ['names'], 'names: needs a name in at least one language')

  if (parentId !== undefined) {
    const slugs = await parents(tx, id, before?.parentId ?? null, parentId)
    changes.push({ field: 'parent', ...slugs })
  }
  const data = { slug, ...row, names: more, ...(parentId !== undefined && { parentId }) }
  await tx.category.upsert({ where: { id }, create: { id, ...data }, update: data, select: { id: true } })
  return { type: 'Category', id, changes }
}

/** Slugs of the parents before and after. @throws Refused for a parent that can't be one */
async function parents(tx: Tx, id: string, before: string | null, after: string | null) {
  const found = await tx.category.findMany({
    where: { id: { in: [before, after].filter((one) => one !== null) } },
  })
  const slugOf = (one: string | null) => found.find((row) => row.id === one)?.slug ?? null
  if (after !== null) {
    const parent = found.find((row) => row.id === after)
    if (!parent) throw new Refused('NOT_FOUND', ['parentId'], 'parentId: There is no such category.')
    if (parent.archivedAt)
      throw new Refused('INVALID_INPUT', ['parentId'], `parentId: The category ${parent.slug} is archived.`)
    if (await liesBelow(tx, after, id))
      throw new Refused(
        'INVALID_INPUT',
        ['parentId'],
        `parentId: ${parent.slug} is the category itself or lies below it.`,
      )
  }
  return { before: slugOf(before), after: slugOf(after) }
}
