import { Meilisearch } from 'meilisearch'
import type { z } from 'zod'
import { BEST_SCORE } from '../../../domain/product-list.ts'
import { Transient, UpstreamError } from '../../../domain/upstream-error.ts'
import { createBreaker } from '../../breaker.ts'
import { steadyClock } from '../../clock.ts'
import { CIRCUIT_OPEN } from '../../retry.ts'
import type { SearchEngine } from '../../search-engine.ts'
import { unlessAborted } from '../../unless-aborted.ts'
import type { UpstreamCallEvent } from '../../upstream.ts'
import {
  EnqueuedTask,
  failureOf,
  IndexStats,
  SearchAnswer,
  TaskState,
  taskFailure,
  UPSTREAM,
} from './answers.ts'
import { MOST_FOUND, plainWords, SETTINGS } from './settings.ts'

export interface MeilisearchOptions {
  readonly url: string
  /** Null: the server takes calls without one. */
  readonly key: string | null
  readonly index: string
  /** Timeout of a search, in ms: the database answers after it. */
  readonly searchMs?: number
  /** Timeout of any other call, in ms. */
  readonly callMs?: number
  /** How long the engine may take for a batch, in ms. */
  readonly taskMs?: number
  /** First pause between two looks at a task, in ms; it doubles up to a second. */
  readonly pollMs?: number
  /** Most products that a search hands out; as `SETTINGS` say. */
  readonly most?: number
  /** Told of each call, for metrics. */
  readonly onCall?: (event: UpstreamCallEvent) => void
}

const SEARCH_MS = 1_000
const CALL_MS = 30_000
const TASK_MS = 60_000
const POLL_MS = 50
const LONGEST_POLL_MS = 1_000
/** After five searches in a row without an answer, none is sent for 15 s. */
const BREAKER = { threshold: 5, openMs: 15_000 }

/** Meilisearch through its own client. */
export function meilisearch(options: MeilisearchOptions): SearchEngine {
  const { key, index: uid, onCall = () => {}, most = MOST_FOUND } = options
  const account = { host: options.url, ...(key !== null && { apiKey: key }) }
  const searches = new Meilisearch({ ...account, timeout: options.searchMs ?? SEARCH_MS }).index(uid)
  const client = new Meilisearch({ ...account, timeout: options.callMs ?? CALL_MS })
  const index = client.index(uid)
  const breaker = createBreaker(BREAKER, steadyClock, () => {})

  async function call<T>(
    method: string,
    items: number,
    answer: z.ZodType<T>,
    send: () => Promise<unknown>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted()
    const started = performance.now()
    const ended = (outcome: UpstreamCallEvent['outcome']) =>
      onCall({
        upstream: UPSTREAM,
        api: 'meilisearch',
        method,
        ms: performance.now() - started,
        outcome,
        items,
        attempt: 1,
      })
    try {
      const read = answer.parse(await unlessAborted(send(), signal))
      ended('ok')
      return read
    } catch (error) {
      if (signal?.aborted) {
        ended('aborted')
        throw signal.reason
      }
      const failure = failureOf(error, key)
      ended(failure.kind)
      throw failure
    }
  }

  /** Documents and settings are queued there: a failure is known when their task has ended. */
  async function untilDone(
    method: string,
    items: number,
    send: () => Promise<unknown>,
    signal?: AbortSignal,
  ): Promise<void> {
    const { taskUid } = await call(method, items, EnqueuedTask, send, signal)
    const until = steadyClock.now() + (options.taskMs ?? TASK_MS)
    for (let rest = options.pollMs ?? POLL_MS; ; rest = Math.min(2 * rest, LONGEST_POLL_MS)) {
      const task = await call('task', 0, TaskState, () => client.tasks.getTask(taskUid), signal)
      if (task.status === 'succeeded') return
      if (task.status === 'failed' || task.status === 'canceled') throw taskFailure(task, key)
      if (steadyClock.now() > until)
        throw new Transient({ upstream: UPSTREAM, code: 'busy', message: `task ${taskUid} is not done yet` })
      await steadyClock.sleep(rest, signal)
    }
  }

  return {
    name: 'meilisearch',
    upstream: UPSTREAM,
    index: uid,
    async find(words) {
      const plain = plainWords(words)
      if (plain === null) return null
      const closedForMs = breaker.enter()
      if (closedForMs > 0)
        throw new Transient({
          upstream: UPSTREAM,
          code: CIRCUIT_OPEN,
          message: 'it does not answer; searches are paused',
          retryAfterMs: closedForMs,
        })
      try {
        const { hits } = await call('search', 1, SearchAnswer, () =>
          searches.search(plain, {
            limit: most + 1,
            matchingStrategy: 'all',
            attributesToRetrieve: ['id'],
            showRankingScore: true,
          }),
        )
        breaker.succeeded()
        if (hits.length > most) return null
        return hits.map(({ id, _rankingScore }) => ({ id, score: Math.round(_rankingScore * BEST_SCORE) }))
      } catch (error) {
        if (error instanceof Transient) breaker.failed()
        else breaker.succeeded()
        throw error
      }
    },
    prepare: (signal) => untilDone('settings', 0, () => index.updateSettings(SETTINGS), signal),
    async count(signal) {
      try {
        return (await call('stats', 0, IndexStats, () => index.getStats(), signal)).numberOfDocuments
      } catch (error) {
        if (error instanceof UpstreamError && error.code === 'index_not_found') return 0
        throw error
      }
    },
    async write(documents, removed, signal) {
      if (documents.length > 0)
        await untilDone(
          'documents',
          documents.length,
          () => index.addDocuments([...documents], { primaryKey: 'id' }),
          signal,
        )
      if (removed.length > 0)
        await untilDone('remove', removed.length, () => index.deleteDocuments([...removed]), signal)
    },
  }
}
