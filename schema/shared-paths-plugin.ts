import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import { getLoaderMapping } from '@pothos/selection-mapper'
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import { FieldInfo } from './field-info.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      sharedPaths: SharedPathsPlugin<Types>
      plainResolvers: PlainResolversPlugin<Types>
    }
  }
}

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>

/** A row that was not loaded by the plan of its root field: the query must be run by the general executor. */
export class LoadedApart extends Error {}

/** The resolvers of fields as the prisma plugin gets them. */
const plain = new WeakMap<object, unknown>()

/** Stands within the prisma plugin. */
class PlainResolversPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolver: Resolver<Types>, field: PothosOutputFieldConfig<Types>): Resolver<Types> {
    plain.set(field, resolver)
    return resolver
  }
}

interface PrismaField {
  readonly pothosPrismaSelect?: unknown
  readonly pothosPrismaLoaded?: (row: unknown, info: GraphQLResolveInfo, context: object) => boolean
}

/**
 * Stands around the prisma plugin, which looks up by path what it has loaded, for each of the thousand rows of a page:
 * more time than everything else that the page needs. In a compiled query all rows of a field have one `info` with one
 * path, so that the look-up for the first of them holds for all. That is right as long as one plan has loaded them;
 * where it has not, LoadedApart is thrown before the plugin starts loading.
 */
class SharedPathsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolver: Resolver<Types>, field: PothosOutputFieldConfig<Types>): Resolver<Types> {
    const { pothosPrismaSelect, pothosPrismaLoaded } = (field.extensions ?? {}) as PrismaField
    const bare = plain.get(field) as Resolver<Types> | undefined
    if (field.kind !== 'PrismaObject' || !pothosPrismaSelect || !bare) return resolver
    return (parent, args, context, info) => {
      if (!(info instanceof FieldInfo)) return resolver(parent, args, context, info)
      if (pothosPrismaLoaded && !pothosPrismaLoaded(parent, info, context as object)) throw new LoadedApart()
      if (info.planned) return bare(parent, args, context, info)
      if (getLoaderMapping(context as object, info.path, info.parentType.name, parent) === null)
        throw new LoadedApart()
      info.planned = true
      return resolver(parent, args, context, info)
    }
  }
}

SchemaBuilder.registerPlugin('sharedPaths', SharedPathsPlugin)
SchemaBuilder.registerPlugin('plainResolvers', PlainResolversPlugin)
