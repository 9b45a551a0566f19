import pg from 'pg'
import { presentSignal, runDetached } from '../domain/scope.ts'

/** The end of a transaction is never held back: what was aborted has to be rolled back. */
const ENDS_TRANSACTION = /^\s*(COMMIT|ROLLBACK)\b/i
/** A shorter statement is not worth a cancellation, and may be one that Prisma made for several requests, ms. */
const GRACE_MS = 200
/** The connection that cancels closes after so long without use, ms. */
const CANCELLER_IDLE_MS = 5_000
/** Nothing of ours runs longer in one statement. Backstop for statements that nobody waits for. */
export const STATEMENT_TIMEOUT_MS = 120_000
/** How often a backend that runs a statement looks whether we are still there, ms. */
const CLIENT_CHECK_MS = 10_000

/**
 * A pool whose statements end when the request that they are for does (domain/scope.ts): one that waits for a
 * connection or has not begun is not sent, one that runs is cancelled in PostgreSQL. The connection is given back only
 * after the cancellation was answered, so that it never hits the next statement.
 */
export function cancellablePool(config: pg.PoolConfig): pg.Pool {
  // Cancelling must not wait for one of the connections that are all busy with what is to be cancelled.
  const canceller = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: CANCELLER_IDLE_MS })
  canceller.on('error', () => {})
  const cancel = async (backend: number) => {
    await canceller.query('SELECT pg_cancel_backend($1)', [backend]).catch(() => {})
  }

  class CancellableClient extends pg.Client {
    // The signature of pg has a dozen overloads: all but promises go through as they are.
    override query(...given: unknown[]): never {
      const args = given as [never]
      const signal = presentSignal()
      const direct = () => super.query(...args) as unknown
      if (!signal || given.some((one) => typeof one === 'function') || endsTransaction(given[0]))
        return direct() as never
      if (signal.aborted) return Promise.reject(signal.reason) as never
      return this.#cancellable(direct() as Promise<unknown>, signal) as never
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
    // With callbacks the pool would go on in the context of whoever gave the connection back.
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
      } finally {
        client.removeListener('error', onError)
        client.release(broken)
      }
    }

    override async end(): Promise<void> {
      await Promise.all([super.end(), canceller.end()])
    }
  }

  return new CancellablePool({
    ...config,
    Client: CancellableClient,
    // Whoever waits for the connection may not be the one in whose scope it is made.
    onConnect: (client) =>
      runDetached(async () => {
        await config.onConnect?.(client)
        await client.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
        // Not on every system that PostgreSQL runs on.
        await client.query(`SET client_connection_check_interval = ${CLIENT_CHECK_MS}`).catch(() => {})
      }),
  } as pg.PoolConfig)
}

function endsTransaction(config: unknown): boolean {
  const text = typeof config === 'string' ? config : (config as { text?: string } | null)?.text
  return text !== undefined && ENDS_TRANSACTION.test(text)
}
