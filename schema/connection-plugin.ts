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

export const MAX_PAGE = 100

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  totalCount: 'How many there are in all; counted only when asked for.',
  edges: 'The items of this page with their cursors.',
  nodes: 'The items of this page.',
  pageInfo: 'Whether there is more, and where to go on.',
  cursor: 'Give it as `after` or `before` to go on from here.',
  node: 'The item.',
  hasNextPage: 'Whether more follows.',
  hasPreviousPage: 'Whether something lies before.',
  startCursor: 'Cursor of the first item of this page; null when it is empty.',
  endCursor: 'Cursor of the last item of this page; null when it is empty.',
}

/**
 * What all connections have in common: a page that is too large or a cursor that is none is refused with an
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
    return (parent, args, context, info) => {
      checkPage(args as PageArgs)
      return resolver(parent, args, context, info)
    }
  }
}

interface PageArgs {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

function checkPage(args: PageArgs): void {
  for (const name of ['first', 'last'] as const) {
    const size = args[name]
    if (size != null && (size < 0 || size > MAX_PAGE))
      throw badInput(name, `takes 0 to ${MAX_PAGE}, got ${size}`)
  }
  for (const name of ['after', 'before'] as const) {
    const cursor = args[name]
    // `GPC:S:<id>` by the prisma plugin, `offset:<n>` by ours.
    if (cursor != null && !/^(GPC:S:[^\0]+$|offset:\d)/.test(Buffer.from(cursor, 'base64').toString('utf8')))
      throw badInput(name, 'is not a cursor of this list')
  }
}

SchemaBuilder.registerPlugin('connections', ConnectionPlugin)
