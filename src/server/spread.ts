import { setTimeout as delay } from 'node:timers/promises'

/** Between two groups, ms. */
const STEP_MS = 50

/** Does something to all of them, evenly over `ms`: clients who are sent away do not come back in one instant. */
export async function spread<One>(all: Iterable<One>, ms: number, act: (one: One) => unknown): Promise<void> {
  const waiting = [...all]
  const steps = Math.max(1, Math.round(ms / STEP_MS))
  let done = 0
  for (let step = 1; done < waiting.length; step++) {
    const due = Math.ceil((waiting.length * step) / steps)
    for (const one of waiting.slice(done, due)) act(one)
    done = due
    if (done < waiting.length) await delay(STEP_MS)
  }
}
