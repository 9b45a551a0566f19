/** One connection that is looked after. */
export interface Beating {
  /** Pings, or gives up a connection that did not answer. */
  beat(): void
}

/** Between two pings of one connection, ms. */
const PING_MS = 12_000
/** The connections take turns: ten thousand pings at once would hold up everybody's events. */
const TURNS = 120

/** Finds connections that are silently gone. One timer for all of them. */
export function keepAlive(connections: ReadonlySet<Beating>, pingMs = PING_MS): { stop(): void } {
  let next = connections.values()
  /** Connections due that are not whole yet. */
  let due = 0
  const timer = setInterval(() => {
    due += connections.size / TURNS
    for (; due >= 1; due--) {
      let { value, done } = next.next()
      if (done) {
        next = connections.values()
        value = next.next().value
      }
      value?.beat()
    }
  }, pingMs / TURNS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
