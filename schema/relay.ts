import { Buffer } from 'node:buffer'
import { badInput } from './errors.ts'
import { NODE_ID } from './node-id-plugin.ts'

/** Ids that `nodes` takes at once. */
const MAX_NODES = 100

/** Options of the relay plugin: what it generates gets descriptions, and ids that are none a clear error. */
export const RELAY = {
  nodesOnConnection: true,
  clientMutationId: 'omit',
  cursorType: 'String',
  idFieldOptions: { description: 'Global id.', extensions: NODE_ID },
  nodeTypeOptions: { description: 'Anything that can be fetched again by its global id.' },
  pageInfoTypeOptions: { description: 'Whether a list goes on, and the cursors to go on with.' },
  nodeQueryOptions: {
    description: 'Anything by its global id; null when there is no such thing (any more).',
    args: { id: { description: 'Global id.' } },
  },
  nodesQueryOptions: {
    description: `Several things by their global ids, in the order asked for, null where there is none. At most ${MAX_NODES}.`,
    args: { ids: { description: 'Global ids.' } },
    resolve: <Id, Nodes>(
      _root: unknown,
      { ids }: { ids: Id[] },
      _context: unknown,
      _info: unknown,
      load: (ids: Id[]) => Nodes,
    ) => {
      if (ids.length > MAX_NODES) throw badInput('ids', `takes at most ${MAX_NODES}, got ${ids.length}`)
      return load(ids)
    },
  },
  firstArgOptions: {
    description: 'So many items from the start or after the cursor; 20 when absent, at most 100.',
  },
  lastArgOptions: { description: 'So many items from the end or before the cursor; at most 100.' },
  afterArgOptions: { description: 'Cursor to go on after.' },
  beforeArgOptions: { description: 'Cursor to stop before.' },
  decodeGlobalID: (globalId: string) => {
    // PostgreSQL's text holds no NUL.
    const match = /^([A-Za-z]\w*):([^\0]+)$/.exec(Buffer.from(globalId, 'base64').toString('utf8'))
    if (!match?.[1] || !match[2])
      throw badInput('id', `${JSON.stringify(globalId.slice(0, 60))} is not a global id`)
    return { typename: match[1], id: match[2] }
  },
} as const
