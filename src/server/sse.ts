import type { ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'

const JSON_TEXT = Symbol('json')
const EVENT_ID = Symbol('event id')

/** A result that is text already: subscribers of a group share it. */
export function serialised(json: string): ExecutionResult {
  return { data: null, [JSON_TEXT]: json } as ExecutionResult
}

/** The result as the event of this cursor: a client that comes back names it in `Last-Event-ID`. */
export function asEvent(result: ExecutionResult, cursor: string): ExecutionResult {
  return { ...result, [EVENT_ID]: cursor } as ExecutionResult
}

function idLineOf(result: ExecutionResult): string {
  const id = (result as { [EVENT_ID]?: string })[EVENT_ID]
  return id === undefined ? '' : `id: ${id}\n`
}

function textOf(result: ExecutionResult): string {
  return (result as { [JSON_TEXT]?: string })[JSON_TEXT] ?? JSON.stringify(result)
}

/** A comment line this often keeps proxies from closing a quiet stream, ms. */
const PING_MS = 12_000

/**
 * Answers subscriptions as server-sent events (GraphQL over SSE, distinct connections). The next event is taken when
 * the client has room for it, so a client that does not read holds nothing but its own bounded queue.
 */
export function useServerSentEvents(): Plugin {
  return {
    onResultProcess({ result, acceptableMediaTypes, setResultProcessor }) {
      if (!acceptableMediaTypes.includes('text/event-stream') || !(Symbol.asyncIterator in Object(result)))
        return
      setResultProcessor(
        (events, { Response, ReadableStream, TextEncoder }) =>
          new Response(
            eventStream(
              events as unknown as AsyncIterable<ExecutionResult>,
              ReadableStream,
              new TextEncoder(),
            ),
            {
              headers: {
                'content-type': 'text/event-stream',
                'cache-control': 'no-cache',
                // For nginx, which would hold events back.
                'x-accel-buffering': 'no',
              },
            },
          ),
        'text/event-stream',
      )
    },
  }
}

function eventStream(
  results: AsyncIterable<ExecutionResult>,
  Stream: typeof ReadableStream,
  encoder: TextEncoder,
): ReadableStream<Uint8Array> {
  const events = results[Symbol.asyncIterator]()
  let ping: NodeJS.Timeout | undefined
  return new Stream<Uint8Array>(
    {
      start(controller) {
        const comment = encoder.encode(':\n\n')
        controller.enqueue(comment)
        ping = setInterval(() => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(comment)
        }, PING_MS)
        ping.unref()
      },
      async pull(controller) {
        const { value, done } = await events.next()
        if (!done)
          return controller.enqueue(
            encoder.encode(`event: next\n${idLineOf(value)}data: ${textOf(value)}\n\n`),
          )
        clearInterval(ping)
        controller.enqueue(encoder.encode('event: complete\ndata:\n\n'))
        controller.close()
      },
      async cancel() {
        clearInterval(ping)
        await events.return?.()
      },
    },
    { highWaterMark: 1 },
  )
}
