import { MeilisearchApiError, MeilisearchRequestError } from 'meilisearch'
import { z } from 'zod'
import {
  Misconfigured,
  NeedsAuthorization,
  RateLimited,
  Rejected,
  Transient,
  UpstreamError,
} from '../../../domain/upstream-error.ts'
import { UNREADABLE } from '../../failure.ts'
import { cleanMessage } from '../../redact.ts'

export const UPSTREAM = 'MEILISEARCH'

/** The parts of its answers that are read. */
export const SearchAnswer = z.object({
  hits: z.array(z.object({ id: z.string(), _rankingScore: z.number().min(0).max(1) })),
})
export const EnqueuedTask = z.object({ taskUid: z.int() })
const Problem = z.object({ message: z.string(), code: z.string(), type: z.string() })
export const TaskState = z.object({
  status: z.enum(['enqueued', 'processing', 'succeeded', 'failed', 'canceled']),
  error: Problem.nullish(),
})
export const IndexStats = z.object({ numberOfDocuments: z.int().nonnegative() })

/** How long too many requests are waited out, in ms: the engine does not say. */
const TOO_MANY_MS = 10_000

/** An error of the client as the class that says what to do. Texts of the engine are cleaned of the key. */
export function failureOf(error: unknown, key: string | null): UpstreamError {
  if (error instanceof UpstreamError) return error
  const detail = (code: string, message: string) =>
    ({ upstream: UPSTREAM, code, message: cleanMessage(message, [key]) }) as const
  // The client's own message names the address and nothing else.
  if (error instanceof MeilisearchRequestError) return new Transient(detail('network', 'no answer'))
  // A proxy that answers for a server that is down does so with a page.
  if (error instanceof SyntaxError) return new Transient(detail(UNREADABLE, 'the answer is no JSON'))
  if (!(error instanceof MeilisearchApiError))
    return new Misconfigured(detail(UNREADABLE, 'the answer could not be read'))
  const { status } = error.response
  const code = Problem.safeParse(error.cause).data?.code ?? String(status)
  const what = detail(code, error.message)
  if (status === 401 || status === 403) return new NeedsAuthorization(what)
  if (status === 429) return new RateLimited({ ...what, retryAfterMs: TOO_MANY_MS })
  if (status === 408 || status >= 500) return new Transient(what)
  return status === 400 || status === 413 ? new Rejected(what) : new Misconfigured(what)
}

/** A task that did not succeed: its documents are refused, or the machine could not take them. */
export function taskFailure(
  { status, error }: z.output<typeof TaskState>,
  key: string | null,
): UpstreamError {
  const code = error?.code ?? status
  const message = cleanMessage(error?.message ?? `the task is ${status}`, [key])
  const detail = { upstream: UPSTREAM, code, message } as const
  return error?.type === 'invalid_request' ? new Rejected(detail) : new Transient(detail)
}
