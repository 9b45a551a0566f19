import type { Socket } from 'node:net'
import type pg from 'pg'
import { hangUp } from './pulse.ts'

/** How often it is looked, and how long a statement runs before it is checked, ms. */
const LOOK_MS = 5_000

/** Ids of PostgreSQL backends that are working. */
export type AskBusy = (backends: readonly number[]) => Promise<ReadonlySet<number>>

interface Waiting {
  readonly client: pg.Client
  readonly since: number
  /** Bytes that had come when the backend was seen idle; null: it was not. */
  idleAt: number | null
}

/**
 * Finds statements whose answer will never come: the connection is silently gone, so nothing fails, and its place
 * in the pool would be lost until the operating system gives up, a quarter of an hour later. Over another connection
 * PostgreSQL is asked whether the backend is still at work; when it is not, twice, and nothing came meanwhile, the
 * connection is closed, which fails the statement. However long a statement may take, it is safe while it runs.
 */
export class LostAnswers {
  readonly #waiting = new Set<Waiting>()
  readonly #busy: AskBusy
  readonly #lookMs: number
  #timer: NodeJS.Timeout | undefined
  #asking = false

  constructor(busy: AskBusy, lookMs = LOOK_MS) {
    this.#busy = busy
    this.#lookMs = lookMs
  }

  /** Call the returned function when the answer is there. */
  expect(client: pg.Client): () => void {
    const waiting: Waiting = { client, since: performance.now(), idleAt: null }
    this.#waiting.add(waiting)
    this.#timer ??= setInterval(() => void this.#look(), this.#lookMs).unref()
    return () => void this.#waiting.delete(waiting)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const now = performance.now()
    const long = [...this.#waiting].filter(({ since }) => now - since >= this.#lookMs)
    if (long.length === 0 || this.#asking) return
    this.#asking = true
    try {
      const busy = await this.#busy(long.flatMap(({ client }) => backendOf(client) ?? []))
      for (const one of long) if (this.#waiting.has(one)) judge(one, busy)
    } catch {
      // The server is unreachable: the outcome stays unknown.
    } finally {
      this.#asking = false
    }
  }
}

function judge(waiting: Waiting, busy: ReadonlySet<number>): void {
  const { client, idleAt } = waiting
  const come = streamOf(client).bytesRead
  const backend = backendOf(client)
  if (backend === null || busy.has(backend)) waiting.idleAt = null
  else if (idleAt === come) hangUp(client)
  else waiting.idleAt = come
}

function backendOf(client: pg.Client): number | null {
  return (client as unknown as { processID: number | null }).processID
}

function streamOf(client: pg.Client): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream
}
