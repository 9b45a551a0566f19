import type { SchemaTypes } from './builder.ts'
import type { GraphContext } from './context.ts'
import type { Payload } from './mutation.ts'

type Model = keyof SchemaTypes['PrismaTypes'] & string
type Read = (query: object) => never

/**
 * Options of a payload's field that is the row a mutation changed, read after the change: null when it was refused.
 * @param idOf the row's id in what the use case gave; the whole result when absent
 */
export function changedRow<Name extends Model, Result = string>(
  type: Name,
  description: string,
  idOf: (result: Result) => string | null = (result) => result as string,
) {
  const delegate = `${type.charAt(0).toLowerCase()}${type.slice(1)}`
  return {
    type,
    nullable: true,
    description,
    resolve: (query: object, { result }: Payload<Result>, _args: unknown, { prisma }: GraphContext) => {
      const id = result === null ? null : idOf(result)
      const { findUnique } = (prisma as unknown as Record<string, { findUnique: Read }>)[delegate] as {
        findUnique: Read
      }
      return (id === null ? null : findUnique({ ...query, where: { id } })) as never
    },
  } as const
}
