import { type ExecutionResult, execute, GraphQLError, getOperationAST } from 'graphql'
import { MessageType } from 'graphql-ws'
import type { YogaServerInstance } from 'graphql-yoga'
import type { GraphContext, StockFeedItem } from '../../../schema/context.ts'
import type { Trace } from '../../domain/trace.ts'
import { isPushable, type Pushable } from '../../realtime/pushable.ts'
import { RenderedResult } from '../compiled/rendered-result.ts'
import type { Connection } from '../connection.ts'
import type { Admission } from '../limits/admission.ts'
import type { Logger } from '../logger.ts'
import { noteOutcome } from '../note-outcome.ts'
import type { OnOperation } from '../operation-metrics.ts'
import type { Groups, SubscriptionArgs } from '../push/groups.ts'
import { type EventErrors, showEvent } from '../push/show-event.ts'
import { openSource } from '../source-events.ts'
import type { TrustedDocuments } from '../trusted-documents.ts'
import { observed } from './observed.ts'
import type { OperationRequest, Running, RunOperation } from './operation-request.ts'
import { PushedOperation, type PushedOperationOwner } from './pushed-operation.ts'
import { withoutHttp } from './without-http.ts'

/** Parsing, checks, context and execution as for HTTP. */
type Enveloped = Pick<YogaServerInstance<{ connection: Connection }, GraphContext>, 'getEnveloped'>

export interface OperationDeps {
  readonly yoga: Enveloped
  readonly groups: Groups
  readonly forEvent: (context: GraphContext) => GraphContext
  readonly errors: EventErrors
  readonly admission: Pick<Admission, 'admit' | 'refused' | 'shown'>
  readonly log: Logger
  readonly trace: Trace
  readonly documents: TrustedDocuments
  readonly onOperation: OnOperation
}

export function operationRunner(deps: OperationDeps): RunOperation {
  const owner: PushedOperationOwner = {
    left: (group) => deps.groups.leave(group),
    ended: (request, error) =>
      void (error === undefined ? complete(request) : refuse(request, [deps.errors.mask(error)])),
  }
  return observed(deps, async (request, payload) => {
    const { viewer, address, onStuck, wire, id } = request
    const connection: Connection & { gone?: AbortSignal } = {
      viewer,
      address,
      onStuck,
      watch: (ids) => request.watch(ids),
    }
    const { schema, execute: run, parse, validate, contextFactory } = deps.yoga.getEnveloped({ connection })
    let text = ''
    try {
      text = deps.documents.textOf(payload, viewer)
      const document = parse(text)
      const errors = validate(schema, document)
      if (errors.length > 0) {
        deps.admission.refused(connection, text, errors)
        return refuse(request, deps.admission.shown({ errors }, viewer).errors)
      }
      const operation = getOperationAST(document, payload.operationName)
      if (!operation) return refuse(request, [noSuchOperation()])
      if (operation.operation === 'query') connection.gone = goneOf(request)
      const args: SubscriptionArgs = {
        schema,
        document,
        operationName: payload.operationName ?? null,
        variableValues: payload.variables ?? null,
        contextValue: (await contextFactory()) as GraphContext,
      }
      if (operation.operation === 'subscription') {
        await deps.admission.admit(connection, args)
        request.hold(document)
        return await subscribe(deps, owner, request, args)
      }
      const result = deps.admission.shown((await run(args)) as ExecutionResult, viewer)
      noteOutcome(result.errors ?? [])
      if (request.isCurrent()) {
        if (result instanceof RenderedResult) wire.json(nextOf(id, result))
        else wire.text({ id, type: MessageType.Next, payload: result })
      }
      return complete(request)
    } catch (error) {
      // Ended because the client is gone: nobody to answer, and nothing to log.
      if (connection.gone?.aborted) return null
      deps.admission.refused(connection, text, [error])
      return refuse(request, [deps.errors.mask(error)])
    }
  })
}

function nextOf(id: string, result: RenderedResult): string {
  return `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":${result.stringify()}}`
}

/** As over HTTP. */
function noSuchOperation(): GraphQLError {
  return new GraphQLError('Could not determine what operation to execute.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
  })
}

/** A query whose client is gone ends with its statements and calls. */
function goneOf(request: OperationRequest): AbortSignal {
  const gone = new AbortController()
  request.running = { stop: () => gone.abort() }
  return gone.signal
}

async function subscribe(
  deps: OperationDeps,
  owner: PushedOperationOwner,
  request: OperationRequest,
  args: SubscriptionArgs,
): Promise<Running | null> {
  const source = await openSource(args)
  if ('refused' in source)
    return refuse(
      request,
      deps.admission.shown(source.refused, request.viewer).errors?.map(deps.errors.mask) ?? [],
    )
  if (!request.isCurrent()) {
    // Feeds that are pulled are registered from the beginning.
    if (!isPushable(source.feed)) await source.feed[Symbol.asyncIterator]().return?.()
    return null
  }
  // The stock feed is rendered once per group and written through.
  return isPushable(source.feed)
    ? new PushedOperation(request, deps.groups.join(args), owner).start(
        source.feed as Pushable<StockFeedItem>,
      )
    : pull(deps, request, args, source.feed)
}

/** Feeds with few events: executed for each subscriber, the next one when the last was taken. */
function pull(
  { forEvent, errors }: OperationDeps,
  request: OperationRequest,
  args: SubscriptionArgs,
  feed: AsyncIterable<unknown>,
): Running {
  const { id, wire } = request
  const events = feed[Symbol.asyncIterator]()
  const run = async () => {
    try {
      for (let next = await events.next(); !next.done; next = await events.next()) {
        const { value: rootValue } = next
        const run = () => execute({ ...args, rootValue, contextValue: forEvent(args.contextValue) })
        const payload = await showEvent(run, errors)
        if (!request.isCurrent()) return
        wire.text({ id, type: MessageType.Next, payload })
        await wire.ready()
      }
      complete(request)
    } catch (error) {
      refuse(request, [errors.mask(error)])
    } finally {
      void events.return?.()
    }
  }
  void run()
  return { stop: () => void events.return?.() }
}

/** An error ends the operation; no complete follows it. */
function refuse(request: OperationRequest, errors: readonly Error[]): null {
  const current = request.isCurrent()
  request.done()
  noteOutcome(errors)
  if (current)
    request.wire.text({ id: request.id, type: MessageType.Error, payload: errors.map(withoutHttp) })
  return null
}

function complete(request: OperationRequest): null {
  const current = request.isCurrent()
  request.done()
  if (current) request.wire.text({ id: request.id, type: MessageType.Complete })
  return null
}
