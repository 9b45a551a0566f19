/** Something with writes that wait for the end of the present turn. */
export interface Flushable {
  flush(): void
}

let dirty: Flushable[] = []

/**
 * Flushes after the present turn of the event loop's work: events that are published together go out in one write
 * per socket.
 */
export function flushSoon(one: Flushable): void {
  if (dirty.push(one) === 1) queueMicrotask(flushAll)
}

function flushAll(): void {
  const now = dirty
  dirty = []
  for (const one of now) one.flush()
}
