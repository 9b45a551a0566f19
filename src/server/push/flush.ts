/** Something with writes that wait for a better moment. */
export interface Flushable {
  flush(): void
}

let soon: Flushable[] = []
let later: Flushable[] = []

/**
 * Flushes after the present turn of the event loop's work: events that are published together go out in one write
 * per socket.
 */
export function flushSoon(one: Flushable): void {
  if (soon.push(one) === 1) queueMicrotask(flushThose)
}

/** Flushes in the next turn, so that replayed events, each a promise later, go out in one write. */
export function flushLater(one: Flushable): void {
  if (later.push(one) === 1) setImmediate(flushOthers)
}

function flushThose(): void {
  const now = soon
  soon = []
  for (const one of now) one.flush()
}

function flushOthers(): void {
  const now = later
  later = []
  for (const one of now) one.flush()
}
