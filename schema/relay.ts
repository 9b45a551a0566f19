import { type GraphQLError, type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from 'graphql'
import type { GraphContext } from './context.ts'
import { badInput } from './errors.ts'
import { parseGlobalId } from './global-id.ts'
import { NODE_ID } from './node-id-plugin.ts'
import { longest } from './text-length.ts'
import { mayLoad, visible } from './visible-nodes.ts'

/** Ids that `nodes` takes at once. */
const MAX_NODES = 100

/** Options of the relay plugin: generated types get descriptions, and invalid ids a clear error. */
export const RELAY = {
  nodesOnConnection: true,
  clientMutationId: 'omit',
  mutationInputArgOptions: { description: 'What to do.' },
  cursorType: 'String',
  idFieldOptions: { description: 'Global id.', extensions: NODE_ID },
  nodeTypeOptions: { description: 'Anything that can be fetched again by its global id.' },
  pageInfoTypeOptions: { description: 'Whether a list goes on, and the cursors to go on with.' },
  nodeQueryOptions: {
    description:
      'Anything by its global id; null when there is no such thing (any more), or none that the viewer may see.',
    args: { id: { description: 'Global id.' } },
    resolve: async (
      _root: unknown,
      { id }: { id: GivenId },
      context: GraphContext,
      { schema }: GraphQLResolveInfo,
      load: (id: GivenId) => unknown,
    ) => {
      if (!isNodeId(schema, id)) throw notAnId('id', id)
      return mayLoad(schema, id.typename, context)
        ? visible(await load(id), schema, id.typename, context)
        : null
    },
  },
  nodesQueryOptions: {
    nullable: { list: true, items: true },
    description: `Several things by their global ids, in the order asked for, null where there is none that the viewer may see. At most ${MAX_NODES}.`,
    args: { ids: { description: 'Global ids.', extensions: longest(Number.POSITIVE_INFINITY) } },
    // An invalid id only costs its own place in the answer.
    resolve: async (
      _root: unknown,
      args: { ids: GivenId[] },
      context: GraphContext,
      { schema }: GraphQLResolveInfo,
      load: (ids: GivenId[]) => Promise<unknown[]>,
    ) => {
      const given = args.ids
      if (given.length > MAX_NODES) throw badInput('ids', `takes at most ${MAX_NODES}, got ${given.length}`)
      // The plugin loads the ids of the arguments, and leaves out nulls.
      Object.assign(args, { ids: given.map((id) => (isNodeId(schema, id) ? id : null)) })
      const nodes = await load(args.ids)
      return given.map((id, at) =>
        isNodeId(schema, id) ? visible(nodes[at], schema, id.typename, context) : notAnId(`ids.${at}`, id),
      )
    },
  },
  firstArgOptions: {
    description: 'Number of items from the start or after the cursor; 20 when absent, at most 100.',
  },
  lastArgOptions: { description: 'Number of items from the end or before the cursor; at most 100.' },
  afterArgOptions: { description: 'Cursor to go on after.' },
  beforeArgOptions: { description: 'Cursor to stop before.' },
  /** For `node` and `nodes`, which look at what they are given themselves. */
  decodeGlobalID: (given: string): GivenId => ({ typename: '', id: '', ...parseGlobalId(given), given }),
} as const

/** An id in parsed and raw form; an unreadable one has no type. */
interface GivenId {
  typename: string
  id: string
  given?: string
}

function notAnId(argument: string, { given = '' }: GivenId): GraphQLError {
  return badInput(argument, `${JSON.stringify(given.slice(0, 60))} is not a global id`)
}

/** Whether it names a type of objects that have an id. */
function isNodeId(schema: GraphQLSchema, { typename }: GivenId): boolean {
  const type = schema.getType(typename)
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')
}
