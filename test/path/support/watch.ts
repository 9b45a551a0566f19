import { createClient as createSseClient } from 'graphql-sse'
import { createClient, type ExecutionResult } from 'graphql-ws'
import { WebSocket } from 'ws'
import { until } from '../../support/until.ts'
import type { AnswerError, Question } from './ask.ts'

/** A running subscription and everything it brought. */
export interface Watcher<Item> {
  /** What the subscription's field gave, in order. */
  readonly items: readonly Item[]
  /** Errors of single events, and those that refused the subscription. */
  readonly errors: readonly AnswerError[]
  /** How the connection ended: a WebSocket's close, or the HTTP status of a refusal. */
  readonly closed: { readonly code: number; readonly reason: string } | null
  readonly done: boolean
  /** Waits for this number of items; returns all there are then. */
  take(count: number): Promise<readonly Item[]>
  stop(): Promise<void>
}

export type Transport = <Item>(graph: string, question: Question) => Watcher<Item>

interface Recorded<Item> {
  items: Item[]
  errors: AnswerError[]
  closed: { code: number; reason: string } | null
  done: boolean
}

/** graphql-transport-ws by the graphql-ws client; never reconnects. */
export const overWebSocket: Transport = (graph, { authorization, ...payload }) =>
  record((seen) => {
    const client = createClient({
      url: graph.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(authorization && { connectionParams: { authorization } }),
      on: { closed: (event) => (seen.closed = event as CloseEvent) },
    })
    client.subscribe(payload, sinkOf(seen))
    return async () => {
      await client.dispose()
      await until(() => seen.closed, 'the socket to close')
    }
  })

/** Server-sent events by the graphql-sse client, one connection per operation. */
export const overSse: Transport = (graph, { authorization, ...payload }) =>
  record((seen) => {
    const client = createSseClient({
      url: graph,
      retryAttempts: 0,
      ...(authorization && { headers: { authorization } }),
    })
    client.subscribe(payload, sinkOf(seen))
    return async () => client.dispose()
  })

/** Server-sent events as a program without a library reads them. */
export const overRawSse: Transport = (graph, { authorization, ...body }) =>
  record((seen) => {
    const abort = new AbortController()
    const read = async () => {
      const response = await fetch(graph, {
        method: 'POST',
        signal: abort.signal,
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          ...(authorization && { authorization }),
        },
        body: JSON.stringify(body),
      })
      if (!response.ok) seen.closed = { code: response.status, reason: response.statusText }
      let text = ''
      for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (text + part).split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) takeEvent(seen, block)
      }
      if (!response.ok) seen.errors.push(...(JSON.parse(text) as { errors: AnswerError[] }).errors)
    }
    const reading = read()
      .catch((error: unknown) => {
        if (!abort.signal.aborted) seen.errors.push(error as AnswerError)
      })
      .finally(() => {
        seen.done = true
      })
    return async () => {
      abort.abort()
      await reading
    }
  })

/** `event: next` with the result as `data:`, comments to keep the line open, `event: complete` at the end. */
function takeEvent<Item>(seen: Recorded<Item>, block: string): void {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
  if (field('event') === 'next') takeResult(seen, JSON.parse(field('data') ?? 'null'))
}

function takeResult<Item>(seen: Recorded<Item>, { data, errors }: ExecutionResult): void {
  if (data) seen.items.push(Object.values(data)[0] as Item)
  if (errors) seen.errors.push(...(errors as readonly AnswerError[]))
}

function sinkOf<Item>(seen: Recorded<Item>) {
  return {
    next: (result: unknown) => takeResult(seen, result as ExecutionResult),
    error: (error: unknown) => {
      // Errors that refuse the operation come as a list; a socket that closed, as its close event.
      if (Array.isArray(error)) seen.errors.push(...error)
      else if (error instanceof Error) seen.errors.push(error)
      seen.done = true
    },
    complete: () => {
      seen.done = true
    },
  }
}

function record<Item>(start: (seen: Recorded<Item>) => () => Promise<void>): Watcher<Item> {
  const seen: Recorded<Item> = { items: [], errors: [], closed: null, done: false }
  const stop = start(seen)
  return Object.assign(seen, {
    stop,
    take: async (count: number) => {
      const enough = () => seen.items.length >= count
      await until(() => enough() || seen.done).catch(() => {})
      if (!enough()) throw new Error(`wanted ${count} items, have ${JSON.stringify(seen)}`)
      return seen.items
    },
  })
}
