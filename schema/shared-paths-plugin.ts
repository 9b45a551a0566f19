import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import { getLoaderMapping } from '@pothos/selection-mapper'
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      sharedPaths: SharedPathsPlugin<Types>
    }
  }
}

type Path = GraphQLResolveInfo['path']

/** A row that was not loaded by the plan of its root field: the query has to be run without shared paths. */
export class LoadedApart extends Error {}

/** The paths of one run of one query: without list indices, so that all rows of a field have the same one. */
class SharedPaths {
  readonly #root: Step = { path: undefined, below: new Map() }
  readonly #paths = new Map<unknown, Path>()
  /** Fields whose rows a plan has loaded. */
  readonly #planned = new Set<unknown>()

  /** Executors make one list of nodes for each place in a query, however many rows are found there. */
  of({ fieldNodes, path }: GraphQLResolveInfo): Path {
    const known = this.#paths.get(fieldNodes)
    if (known) return known
    const made = this.#stepOf(path).path as Path
    this.#paths.set(fieldNodes, made)
    return made
  }

  /** Asked of the first row; the rows beside it have the same path, for which nothing else is ever recorded. */
  isPlanned(context: object, { fieldNodes, path, parentType }: GraphQLResolveInfo, row: unknown): boolean {
    if (this.#planned.has(fieldNodes)) return true
    const planned = getLoaderMapping(context, path, parentType.name, row) !== null
    if (planned) this.#planned.add(fieldNodes)
    return planned
  }

  #stepOf(path: Path | undefined): Step {
    if (!path) return this.#root
    const above = this.#stepOf(path.prev)
    if (typeof path.key === 'number') return above
    const known = above.below.get(path.key)
    if (known) return known
    const made: Step = {
      path: { prev: above.path, key: path.key, typename: undefined },
      below: new Map(),
    }
    above.below.set(path.key, made)
    return made
  }
}

interface Step {
  readonly path: Path | undefined
  readonly below: Map<string, Step>
}

const shared = new WeakMap<object, SharedPaths>()

/**
 * Has the rows of one field share one path in a run with this context, which must be of this run alone. For queries
 * without interfaces and unions: there a path can belong to several types.
 */
export function shareRowPaths<Context extends object>(context: Context): Context {
  shared.set(context, new SharedPaths())
  return context
}

interface PrismaField {
  readonly pothosPrismaSelect?: unknown
  readonly pothosPrismaLoaded?: (row: unknown, info: GraphQLResolveInfo, context: object) => boolean
}

/**
 * The prisma plugin notes by path what it has loaded: looked up, and held weakly, for each of the thousand rows of a
 * page, which takes more time than everything else that the page needs. Where rows share paths it is noted once for a
 * field. That is right as long as one plan has loaded all rows of the field; where it has not, LoadedApart is thrown
 * before the plugin loads anything by itself.
 */
class SharedPathsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const { pothosPrismaSelect, pothosPrismaLoaded } = (field.extensions ?? {}) as PrismaField
    const readsRow = field.kind === 'PrismaObject' && Boolean(pothosPrismaSelect)
    // What gives objects may begin a plan.
    if (!readsRow && isLeaf(field.type)) return resolver
    return (parent, args, context, info) => {
      const paths = shared.get(context as object)
      if (!paths)
        return resolver(parent, args, context, info)
        // graphql-jit makes an `info` for each call, and does not look at it again.
      ;(info as { path: Path }).path = paths.of(info)
      if (readsRow) {
        const loaded = pothosPrismaLoaded?.(parent, info, context as object) ?? true
        if (!loaded || !paths.isPlanned(context as object, info, parent)) throw new LoadedApart()
      }
      return resolver(parent, args, context, info)
    }
  }
}

function isLeaf<Types extends SchemaTypes>(type: PothosOutputFieldConfig<Types>['type']): boolean {
  return type.kind === 'List' ? isLeaf(type.type) : type.kind === 'Scalar' || type.kind === 'Enum'
}

SchemaBuilder.registerPlugin('sharedPaths', SharedPathsPlugin)
