import { badInput } from './errors.ts'

/** The prisma plugin's form of a connection's arguments. */
interface PageQuery {
  readonly cursor?: { readonly id?: unknown } | undefined
  readonly skip?: number | undefined
}

type Narrowed<Where> = { AND: (Where | { id: string })[] }

/**
 * A page begins after its cursor also when the cursor's row has left the filtered list meanwhile (an alert was
 * acknowledged, an order paid): Prisma then begins at the right place, but would still skip the row for the cursor,
 * which is another one by now. One statement more, on later pages only.
 * @throws GraphQLError BAD_USER_INPUT for the cursor of another list
 */
export async function startAt<Query extends object, Where extends object>(
  query: Query,
  where: Where,
  count: (where: Narrowed<Where>) => Promise<number>,
): Promise<Query> {
  const { cursor } = query as PageQuery
  if (typeof cursor?.id !== 'string') return query
  const row = { id: cursor.id }
  if ((await count({ AND: [where, row] })) > 0) return query
  if ((await count({ AND: [row] })) === 0) throw badInput('after', 'is not a cursor of this list')
  return { ...query, skip: 0 }
}
