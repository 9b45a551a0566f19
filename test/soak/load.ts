import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { type LoadOperation, OPERATIONS, type World } from './operations.ts'

/** More than this under way and the next beat is left out: the load never piles up. */
const MOST_UNDER_WAY = 40
/** A request that takes longer has failed, in ms. */
const PATIENCE = 45_000

export interface LoadOptions {
  readonly graph: string
  /** Operations a second. */
  readonly rate: number
  readonly world: World
  readonly authorizationOf: (as: LoadOperation['as']) => Promise<string | undefined>
}

export interface LoadCounts {
  done: number
  /** A mistake that was answered with errors, as it must be. */
  refused: number
  /** An answer without data of a part because a platform failed: faults are part of the load. */
  upstream: number
  leftOut: number
  /** Everything else, in words. */
  readonly failures: Map<string, number>
}

interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

/** Sends operations of all kinds at a steady rate until it is stopped. */
export function startLoad({ graph, rate, world, authorizationOf }: LoadOptions) {
  const agent = new Agent({ connections: 12, keepAliveTimeout: 30_000 })
  const counts: LoadCounts = { done: 0, refused: 0, upstream: 0, leftOut: 0, failures: new Map() }
  const underWay = new Set<Promise<void>>()
  const urn = OPERATIONS.flatMap((operation) => new Array<LoadOperation>(operation.weight).fill(operation))
  let paused = false
  const stopping = new AbortController()

  const fail = (words: string) => counts.failures.set(words, (counts.failures.get(words) ?? 0) + 1)

  const send = async (operation: LoadOperation): Promise<Answer> => {
    const authorization = await authorizationOf(operation.as)
    const { statusCode, body } = await request(graph, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify({ query: operation.query, variables: operation.variables?.(world) }),
      signal: AbortSignal.timeout(PATIENCE),
    })
    const text = await body.text()
    if (statusCode >= 500) throw new Error(`status ${statusCode}`)
    return JSON.parse(text) as Answer
  }

  const one = async (operation: LoadOperation) => {
    try {
      const { data, errors = [] } = await send(operation)
      counts.done += 1
      const others = errors.filter(({ extensions }) => extensions?.code !== 'UPSTREAM_UNAVAILABLE')
      if (operation.mistake) {
        if (errors.length > 0) counts.refused += 1
        else fail(`${operation.name}: not refused`)
      } else if (others[0])
        fail(`${operation.name}: ${others[0].extensions?.code ?? ''} ${others[0].message}`)
      else if (errors.length > 0) counts.upstream += 1
      else if (data) operation.onData?.(data, world)
    } catch (error) {
      fail(`${operation.name}: ${(error as Error).message}`)
    }
  }

  const beat = async () => {
    while (!stopping.signal.aborted) {
      await delay(1000 / rate, undefined, { signal: stopping.signal }).catch(() => {})
      if (paused || stopping.signal.aborted) continue
      if (underWay.size >= MOST_UNDER_WAY) {
        counts.leftOut += 1
        continue
      }
      const work = one(urn[Math.floor(Math.random() * urn.length)] as LoadOperation)
      underWay.add(work)
      void work.finally(() => underWay.delete(work))
    }
  }
  const beating = beat()

  return {
    counts,
    /** Resolves when nothing is under way: a look at the program then finds it at rest. */
    async pause() {
      paused = true
      await Promise.all(underWay)
    },
    resume() {
      paused = false
    },
    async stop() {
      stopping.abort()
      await beating
      await Promise.all(underWay)
      await agent.close()
    },
  }
}
