import { performance } from 'node:perf_hooks'

/** Share of the time that this process was at work, above which a client's message may well be waiting in line. */
const BUSY = 0.8
/** Times that a client is given as long again while the server is the one who is late. */
const MORE = 3

/**
 * Waits for a client to introduce itself. When ten thousand come back at once, the server is busy with their
 * handshakes for seconds: it must not blame them for messages it is yet to read, or all would come again.
 */
export class InitTimer {
  #timer: NodeJS.Timeout

  /** @param ms how long a client may take while the server has time for it */
  constructor(ms: number, onLate: () => void, utilization: () => () => number = loopUtilization) {
    const arm = (more: number): NodeJS.Timeout => {
      const share = utilization()
      return setTimeout(() => {
        if (more > 0 && share() > BUSY) this.#timer = arm(more - 1)
        else onLate()
      }, ms)
    }
    this.#timer = arm(MORE)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}

function loopUtilization(): () => number {
  const before = performance.eventLoopUtilization()
  return () => performance.eventLoopUtilization(before).utilization
}
