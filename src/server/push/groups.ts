import { type DocumentNode, type ExecutionArgs, execute, getOperationAST } from 'graphql'
import type { GraphContext, StockFeedItem } from '../../../schema/context.ts'
import type { FeedEvent } from '../../domain/feed-event.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { stockChange } from '../../realtime/stock-feed.ts'
import { type OperationShape, shapeOf } from './operation-shape.ts'
import { RenderGroup } from './render-group.ts'
import { type EventErrors, showEvent } from './show-event.ts'

export interface GroupsDeps {
  /** A context for one delivered event: fresh loaders, shared by all groups of the event. */
  readonly forEvent: (context: GraphContext, event: FeedEvent | null) => GraphContext
  readonly errors: EventErrors
}

/** Arguments of a subscription that was validated, as for `subscribe`. */
export type SubscriptionArgs = ExecutionArgs & {
  readonly contextValue: GraphContext
  readonly document: DocumentNode
}

/** Who shares: same text, same values of the variables that the selection uses, same rights. */
function keyOf(args: SubscriptionArgs, shape: OperationShape): string {
  const { viewer } = args.contextValue
  const values = shape.variables.map((name) => args.variableValues?.[name])
  return JSON.stringify([
    shape.text,
    args.operationName,
    values,
    classOf(viewer),
    shape.impersonal ? null : viewer.subject,
  ])
}

function classOf({ role, scopes }: Viewer): string {
  return `${role} ${[...scopes].sort().join(' ')}`
}

/** The render groups of the stock feed in this process. */
export class Groups {
  readonly #groups = new Map<string, RenderGroup<StockFeedItem>>()
  readonly #deps: GroupsDeps

  constructor(deps: GroupsDeps) {
    this.#deps = deps
  }

  get size(): number {
    return this.#groups.size
  }

  /** The group of a subscription, with one member more; `leave` it once when the subscription ends. */
  join(args: SubscriptionArgs): RenderGroup<StockFeedItem> {
    const operation = getOperationAST(args.document, args.operationName)
    if (!operation) throw new Error('a subscription without an operation')
    const shape = shapeOf(args.schema, args.document, operation)
    const key = keyOf(args, shape)
    const group = this.#groups.get(key) ?? this.#make(args, shape, key)
    this.#groups.set(key, group)
    group.members++
    return group
  }

  leave(group: RenderGroup<StockFeedItem>): void {
    group.members--
    if (group.members === 0) this.#groups.delete(group.key)
  }

  #make(args: SubscriptionArgs, { impersonal }: OperationShape, key: string): RenderGroup<StockFeedItem> {
    const { forEvent, errors } = this.#deps
    const { viewer } = args.contextValue
    // The context of the first member serves all: nothing of that member's own may stay in it.
    const shared = impersonal
      ? { ...args.contextValue, viewer: { ...viewer, subject: null } }
      : args.contextValue
    return new RenderGroup<StockFeedItem>(key, {
      itemOf: stockChange,
      eventOf: (item) => (item.kind === 'change' && item.coalesced === 0 ? item.event : null),
      execute: (rootValue, event) =>
        showEvent(() => execute({ ...args, rootValue, contextValue: forEvent(shared, event) }), errors),
    })
  }
}
