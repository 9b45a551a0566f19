import type { Model, Models, Relation } from '../rows/model.ts'
import { isRecord } from '../rows/shape.ts'
import { type TotalOrder, totalOrderOf } from './keyset.ts'

type Args = Readonly<Record<string, unknown>>

/** A page of the rows that a relation leads to, for each row above. */
export interface Page {
  readonly relation: Relation
  readonly order: TotalOrder
  /** Most rows; below zero: the last ones, as Prisma counts. */
  readonly take: number
  readonly skip: number
  /** Id of the row from which the page goes on (it included, before `skip`); null: from the end. */
  readonly cursor: string | null
  /** `select` or `include` for the page's rows. */
  readonly fields: Args
}

export interface Count {
  readonly relation: Relation
  readonly where: Args
}

/** Separate reads for the rows at a place of the request, and for those below them. */
export interface Apart {
  readonly model: Model
  readonly counts: readonly Count[]
  readonly pages: readonly Page[]
  readonly below: readonly { readonly field: string; readonly apart: Apart }[]
}

/** A request in two halves: the rest of it, and separate reads afterwards. */
export interface Split {
  readonly args: Args
  readonly apart: Apart
}

/** Takes counts and pages of relations out of `select` or `include`; null when there are none. */
export function splitRequest(models: Models, model: Model, args: Args): Split | null {
  return mentionsApart(args) ? split(models, model, args) : null
}

/** Most requests have neither: told without building anything. */
function mentionsApart(args: Args): boolean {
  const asked = args.select ?? args.include
  if (!isRecord(asked)) return false
  for (const field in asked) {
    const value = asked[field]
    if (field === '_count') return true
    if (isRecord(value) && (value.take !== undefined || mentionsApart(value))) return true
  }
  return false
}

function split(models: Models, model: Model | undefined, args: Args): Split | null {
  const kind = isRecord(args.select) ? 'select' : 'include'
  const asked = args[kind]
  if (!model || !isRecord(asked)) return null
  const left: Record<string, unknown> = {}
  const counts: Count[] = []
  const pages: Page[] = []
  const below: { field: string; apart: Apart }[] = []
  for (const [field, value] of Object.entries(asked)) {
    const counted = field === '_count' ? countsOf(model, value) : null
    const relation = model.relations.get(field)
    const page = relation && isRecord(value) ? pageOf(models, relation, value) : null
    const deeper =
      relation && !page && isRecord(value) ? split(models, models.get(relation.model), value) : null
    if (counted) counts.push(...counted)
    else if (page) pages.push(page)
    else left[field] = deeper ? deeper.args : value
    if (deeper) below.push({ field, apart: deeper.apart })
  }
  if (counts.length + pages.length + below.length === 0) return null
  // A selection needs the keys by which the rows below find those above, and must not be empty.
  if (kind === 'select') for (const { relation } of [...counts, ...pages]) left[relation.here] = true
  const kept = Object.keys(left).length > 0 ? { [kind]: left } : {}
  const { [kind]: _, ...rest } = args
  return { args: { ...rest, ...kept }, apart: { model, counts, pages, below } }
}

function countsOf(model: Model, value: unknown): Count[] | null {
  const asked = isRecord(value) ? value.select : undefined
  if (!isRecord(asked)) return null
  const counts: Count[] = []
  for (const [field, how] of Object.entries(asked)) {
    if (how === false || how === undefined) continue
    const relation = model.relations.get(field)
    const where = isRecord(how) ? how.where : {}
    if (!relation?.list || !isRecord(where)) return null
    counts.push({ relation, where })
  }
  return counts
}

/** Null for anything but a page, and for pages with conditions or in an order that has no index: those stay with Prisma. */
function pageOf(models: Models, relation: Relation, asked: Args): Page | null {
  const { take, skip = 0, cursor, orderBy, where, select, include, ...more } = asked
  const model = models.get(relation.model)
  const order = model ? totalOrderOf(model, orderBy) : null
  const from = isRecord(cursor) ? cursor.id : null
  const isPage =
    relation.list &&
    order !== null &&
    Number.isSafeInteger(take) &&
    Number.isSafeInteger(skip) &&
    (cursor === undefined || typeof from === 'string') &&
    (where === undefined || (isRecord(where) && Object.keys(where).length === 0)) &&
    Object.keys(more).length === 0
  if (!isPage) return null
  const fields = select ? { select } : include ? { include } : {}
  return {
    relation,
    order,
    take: take as number,
    skip: skip as number,
    cursor: typeof from === 'string' ? from : null,
    fields,
  }
}
