import type { PothosPrismaDatamodel } from '@pothos/plugin-prisma'
import type { PrismaClient } from '../database.ts'
import { getDatamodel } from '../generated/pothos.ts'

/** A field that is a column of the model's table. */
export interface Column {
  readonly field: string
  readonly column: string
  /** Prisma's word for what it holds; ENUM for an enum. */
  readonly type: string
  readonly unique: boolean
}

/** A field that leads to rows of another model: those whose `there` is equal to this row's `here`. */
export interface Relation {
  readonly field: string
  readonly model: string
  readonly list: boolean
  readonly here: string
  readonly there: string
}

export interface Model {
  readonly name: string
  readonly table: string
  readonly columns: ReadonlyMap<string, Column>
  readonly relations: ReadonlyMap<string, Relation>
  /** All of its scalar fields are among the columns. */
  readonly complete: boolean
}

export type Models = ReadonlyMap<string, Model>

type Field = PothosPrismaDatamodel['datamodel']['models'][string]['fields'][number]
type FieldsOf = ReadonlyMap<string, readonly Field[]>

/** Database names from the generated client; the datamodel of the graph has only Prisma's. */
interface DatabaseNames {
  readonly models: Readonly<
    Record<
      string,
      { readonly dbName: string | null; readonly fields: readonly { name: string; dbName?: string }[] }
    >
  >
}

/** The models as `prisma generate` wrote them down. Leaves out fields that we can't decode exactly like Prisma. */
export function modelsOf(prisma: PrismaClient): Models {
  const names = (prisma as unknown as { _runtimeDataModel: DatabaseNames })._runtimeDataModel
  const fieldsOf: FieldsOf = new Map(
    Object.entries(getDatamodel().datamodel.models).map(([name, { fields }]) => [name, fields]),
  )
  return new Map(
    [...fieldsOf].map(([name, fields]) => {
      const columns = columnsOf(name, fields, names)
      const model: Model = {
        name,
        table: names.models[name]?.dbName ?? name,
        columns,
        relations: relationsOf(name, fields, fieldsOf),
        complete: columns.size === fields.filter(({ kind }) => kind !== 'object').length,
      }
      return [name, model]
    }),
  )
}

function columnsOf(
  model: string,
  fields: readonly Field[],
  { models }: DatabaseNames,
): ReadonlyMap<string, Column> {
  const stored = new Map(models[model]?.fields.map(({ name, dbName }) => [name, dbName ?? name]))
  return new Map(
    fields.flatMap(({ name, kind, type, isList, isId, isUnique }) => {
      // Lists of anything but texts and words of an enum: no model has them.
      if (kind === 'object' || (isList && type !== 'String' && kind !== 'enum')) return []
      const column: Column = {
        field: name,
        column: stored.get(name) ?? name,
        type: isList ? 'LIST' : kind === 'enum' ? 'ENUM' : type,
        unique: isId || isUnique,
      }
      return [[name, column] as const]
    }),
  )
}

function relationsOf(
  model: string,
  fields: readonly Field[],
  fieldsOf: FieldsOf,
): ReadonlyMap<string, Relation> {
  return new Map(
    fields.flatMap((field) => {
      if (field.kind !== 'object') return []
      const there = fieldsOf.get(field.type) ?? []
      const [here, ...more] = field.relationFromFields ?? []
      const back = there.find(
        (one) =>
          one.relationName === field.relationName &&
          (one.relationFromFields?.length ?? 0) === 1 &&
          one.type === model &&
          one.name !== field.name,
      )
      // The datamodel does not say what a key refers to; with us it is the id, and a test compares with Prisma.
      const ends = here
        ? { here, there: idOf(there) }
        : { here: idOf(fields), there: back?.relationFromFields?.[0] ?? null }
      if (more.length > 0 || ends.here === null || ends.there === null) return []
      const { here: from, there: to } = ends
      const relation = { field: field.name, model: field.type, list: field.isList, here: from, there: to }
      return [[field.name, relation] as const]
    }),
  )
}

function idOf(fields: readonly Field[]): string | null {
  return fields.find(({ isId }) => isId)?.name ?? null
}
