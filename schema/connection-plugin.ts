import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { badInput } from './errors.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      connections: ConnectionPlugin<Types>
    }
  }
}

const MAX_PAGE = 100

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  totalCount: 'How many there are in all; counted only when asked for.',
  edges: 'The items of this page with their cursors.',
  nodes: 'The items of this page.',
  pageInfo: 'Whether there is more, and where to go on.',
  cursor: 'Give it as `after` or `before` to go on from here.',
  node: 'The item.',
  hasNextPage: 'Whether more follows.',
  hasPreviousPage: 'Whether anything precedes it.',
  startCursor: 'Cursor of the first item of this page; null when it is empty.',
  endCursor: 'Cursor of the last item of this page; null when it is empty.',
}

/**
 * Common rules of all connections: a page that is too large or an invalid cursor is refused with an
 * error that names the argument (the prisma plugin would cut the one in silence and pass the other to the
 * database), and the fields that plugins generate get their descriptions.
 */
class ConnectionPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const generated = /(Connection|Edge|^PageInfo)$/.test(field.parentType)
    const description = field.description ?? (generated ? DESCRIPTIONS[field.name] : undefined)
    return description ? { ...field, description } : field
  }

  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (!('first' in field.args && 'after' in field.args)) return resolver
    const { finishPage } = (field.extensions ?? {}) as { finishPage?: (page: unknown) => unknown }
    return (parent, args, context, info) => {
      checkPage(args as PageArgs, field.extensions?.cursorOfTwo === true)
      const page = resolver(parent, args, context, info)
      return finishPage ? Promise.resolve(page).then(finishPage) : page
    }
  }
}

export interface PageArgs {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** Both ends of a list at once: which items would be meant, each reads differently. */
const CONTRARY = [
  ['first', 'last'],
  ['first', 'before'],
  ['last', 'after'],
  ['after', 'before'],
] as const

/** As `extensions` of a connection whose rows are identified by a text and a number: so are its cursors. */
export const CURSOR_OF_TWO = { cursorOfTwo: true }

/** `GPC:S:<id>` by the prisma plugin, `offset:<n>` by ours. */
const CURSOR = /^(GPC:S:[^\0]+$|offset:\d)/
const TWO = /^GPC:T:\["S:[\w-]{1,100}","N:\d{1,9}"\]$/

/** @throws GraphQLError BAD_USER_INPUT that names the argument */
export function checkPage(args: PageArgs, ofTwo = false): void {
  for (const [one, other] of CONTRARY)
    if (args[one] != null && args[other] != null)
      throw badInput(
        other,
        `give ${one} or ${other}, not both; forward is first with after, back is last with before`,
      )
  for (const name of ['first', 'last'] as const) {
    const size = args[name]
    if (size != null && (size < 0 || size > MAX_PAGE))
      throw badInput(name, `takes 0 to ${MAX_PAGE}, got ${size}`)
  }
  for (const name of ['after', 'before'] as const) {
    const cursor = args[name]
    if (cursor != null && !(ofTwo ? TWO : CURSOR).test(Buffer.from(cursor, 'base64').toString('utf8')))
      throw badInput(name, 'is not a cursor of this list')
  }
}

SchemaBuilder.registerPlugin('connections', ConnectionPlugin)
