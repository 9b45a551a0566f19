import type { Socket } from 'node:net'
import type pg from 'pg'

/** How often a connection that mostly waits is asked for a sign of life, and how long it may take to give one, ms. */
const BEAT_MS = 4_000
const PATIENCE_MS = 8_000

/**
 * Closes a connection that waits most of the time (LISTEN, a lease) when the server does not answer any more: without
 * traffic we would not notice that the other machine is gone. Ends with the connection.
 */
export function keepPulse(client: pg.Client): void {
  let waiting = false
  const timer = setInterval(() => {
    // One question at a time: a server that is slow is not dead.
    if (waiting) return
    waiting = true
    const late = setTimeout(() => hangUp(client), PATIENCE_MS)
    client.query('SELECT 1').then(
      () => {
        clearTimeout(late)
        waiting = false
      },
      () => {
        clearTimeout(late)
        hangUp(client)
      },
    )
  }, BEAT_MS)
  timer.unref()
  client.once('end', () => clearInterval(timer))
}

/** Ends a connection at once: a polite end would wait for an answer that may never come. */
export function hangUp(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: Socket } }
  connection.stream.destroy()
}
