import pg from 'pg'
import { presentSignal, runDetached } from '../domain/scope.ts'
import { LostAnswers } from './lost-answers.ts'
import { hangUp } from './pulse.ts'
import { tapRows } from './rows/row-messages.ts'
import { RowsQuery } from './rows/rows-query.ts'

/** The end of a transaction is never held back: aborted ones must be rolled back. */
const ENDS_TRANSACTION = /^\s*(COMMIT|ROLLBACK)\b/i
/** A shorter statement is not worth a cancellation, and may be one that Prisma made for several requests, ms. */
const GRACE_MS = 200
/** Idle timeout of the connection that cancels, in ms. */
const CANCELLER_IDLE_MS = 5_000
/** Timeout of its questions, in ms: it may be silently gone as well, and another one is made then. */
const CANCELLER_ANSWER_MS = 5_000
/** Longer than any of our statements. Backstop for abandoned statements. */
export const STATEMENT_TIMEOUT_MS = 120_000
/**
 * Idle timeout of a transaction, in ms, then it is rolled back: its machine may be gone, and its locks would stay.
 * Twice as long as our transactions may take.
 */
const IDLE_IN_TRANSACTION_MS = 30_000
/** Timeout of a new connection, in ms. */
const CONNECT_MS = 10_000
/** How often a backend that runs a statement looks whether we are still there, ms. */
const CLIENT_CHECK_MS = 10_000

/**
 * A pool whose statements end when the request that they are for does (domain/scope.ts): one that waits for a
 * connection or has not begun is not sent, one that runs is cancelled in PostgreSQL. The connection is given back only
 * after the cancellation was answered, so that it never hits the next statement. A statement whose answer can't come any
 * more fails, too (lost-answers.ts).
 */
export function cancellablePool(config: pg.PoolConfig, lookMs?: number): pg.Pool {
  // A connection of its own: those of the pool may all be busy with the statements to cancel.
  const canceller = new pg.Pool({
    ...config,
    max: 1,
    idleTimeoutMillis: CANCELLER_IDLE_MS,
    query_timeout: CANCELLER_ANSWER_MS,
    connectionTimeoutMillis: CANCELLER_ANSWER_MS,
  })
  canceller.on('error', () => {})
  const lost = new LostAnswers(async (backends) => {
    const { rows } = await canceller.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE pid = ANY($1) AND state IN ('active', 'fastpath function call')`,
      [backends],
    )
    return new Set(rows.map(({ pid }) => pid))
  }, lookMs)
  /** Those whose backend is known by its number: behind a pooler it is another one. */
  const direct = new WeakSet<pg.Client>()
  const cancel = async (backend: number) => {
    await canceller.query('SELECT pg_cancel_backend($1)', [backend]).catch(() => {})
  }

  class CancellableClient extends pg.Client {
    /** The statement that was sent or waits last; null: none is under way. */
    #last: Promise<unknown> | null = null

    constructor(given?: pg.ClientConfig) {
      super(given)
      tapRows(this)
      // The pool hears no errors of a client in use, and an unheard one ends the process. The next statement
      // of such a connection fails, and the pool takes it back no more.
      this.on('error', () => {})
    }

    // The signature of pg has a dozen overloads: all but promises go through as they are.
    override query(...given: unknown[]): never {
      const args = (direct.has(this) ? given : [unnamed(given[0]), ...given.slice(1)]) as [never]
      const signal = presentSignal()
      if (given.some((one) => typeof one === 'function')) return super.query(...args) as never
      const send = () => this.#answered(answerOf(args[0], super.query(...args)))
      if (!signal || endsTransaction(given[0])) return this.#inTurn(send) as never
      const sendIfWanted = () => (signal.aborted ? Promise.reject(signal.reason) : send())
      if (signal.aborted) return sendIfWanted() as never
      return this.#cancellable(this.#inTurn(sendIfWanted), signal) as never
    }

    /** Prisma asks for several relations at once, also in a transaction, and pg wants one statement after the other. */
    #inTurn(send: () => Promise<unknown>): Promise<unknown> {
      const running = this.#last === null ? send() : this.#last.then(send, send)
      this.#last = running
      const over = () => {
        if (this.#last === running) this.#last = null
      }
      running.then(over, over)
      return running
    }

    async #answered(running: Promise<unknown>): Promise<unknown> {
      if (!direct.has(this)) return running
      const done = lost.expect(this)
      try {
        return await running
      } finally {
        done()
      }
    }

    async #cancellable(running: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
      const started = performance.now()
      let cancelled: Promise<void> | null = null
      let timer: NodeJS.Timeout | undefined
      const cancelThis = () => {
        const { processID } = this as unknown as { processID: number | null }
        if (processID) cancelled = cancel(processID)
      }
      const onAbort = () => {
        timer = setTimeout(cancelThis, Math.max(0, started + GRACE_MS - performance.now()))
      }
      signal.addEventListener('abort', onAbort, { once: true })
      try {
        return await running
      } finally {
        signal.removeEventListener('abort', onAbort)
        clearTimeout(timer)
        await cancelled
      }
    }
  }

  class CancellablePool extends pg.Pool {
    // With callbacks the pool would continue in the context that returned the connection.
    override query(...given: unknown[]): never {
      if (given.some((one) => typeof one === 'function'))
        return super.query(...(given as [never])) as unknown as never
      return this.#run(given) as never
    }

    async #run(given: unknown[]): Promise<unknown> {
      presentSignal()?.throwIfAborted()
      const client = await this.connect()
      let broken: Error | undefined
      const onError = (error: Error) => {
        broken = error
      }
      client.once('error', onError)
      try {
        return await client.query(...(given as [never]))
      } catch (error) {
        if (endsSession(error)) broken = error
        throw error
      } finally {
        client.removeListener('error', onError)
        client.release(broken)
      }
    }

    override async end(): Promise<void> {
      lost.stop()
      await Promise.all([super.end(), canceller.end()])
    }
  }

  return new CancellablePool({
    ...config,
    Client: CancellableClient,
    // A connection may be made in the scope of one caller and used by another.
    onConnect: (given) =>
      runDetached(async () => {
        const client = given as pg.Client
        const late = setTimeout(() => hangUp(client), CONNECT_MS)
        try {
          await config.onConnect?.(client)
          if (await limited(client)) direct.add(client)
        } finally {
          clearTimeout(late)
        }
      }),
  } as pg.PoolConfig)
}

/** Sets the limits of a session; true if its backend is the one that the client knows. */
async function limited(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pg_backend_pid() AS pid, set_config('statement_timeout', '${STATEMENT_TIMEOUT_MS}', false),
       set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION_MS}', false)`,
  )
  // Not on every system that PostgreSQL runs on.
  await client.query(`SET client_connection_check_interval = ${CLIENT_CHECK_MS}`).catch(() => {})
  return rows[0]?.pid === (client as unknown as { processID: number }).processID
}

/** Behind a pooler the next statement may meet another backend, which has not prepared it. */
function unnamed(config: unknown): unknown {
  if (typeof config !== 'object' || config === null || !('name' in config)) return config
  if (!(config instanceof RowsQuery)) return { ...config, name: undefined }
  return Object.assign(config, { name: undefined })
}

/** The driver gives a query that was made before back as it is. */
function answerOf(config: unknown, sent: unknown): Promise<unknown> {
  return config instanceof RowsQuery ? config.answer : (sent as Promise<unknown>)
}

/** PostgreSQL says so before it closes the connection, which must not be given to the next statement meanwhile. */
function endsSession(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code?.startsWith('57P') === true
}

function endsTransaction(config: unknown): boolean {
  const text = typeof config === 'string' ? config : (config as { text?: string } | null)?.text
  return text !== undefined && ENDS_TRANSACTION.test(text)
}
