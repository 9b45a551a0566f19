import { type Finding, ok, warning, wrong } from './finding.ts'

/** Tokens are taken this much too early or too late (src/auth/tokens.ts), ms. */
const TOLERATED_MS = 5_000
const NOTICEABLE_MS = 1_000

/** @param offsetMs how far the other clock is ahead of ours; @param roundMs how long asking took: half of it is doubt */
export function judgeClock(other: string, offsetMs: number, roundMs: number): Finding {
  const name = `clock against ${other}`
  const certain = Math.max(0, Math.abs(offsetMs) - roundMs / 2)
  const said = `${(Math.abs(offsetMs) / 1_000).toFixed(1)} s ${offsetMs < 0 ? 'ahead of it' : 'behind it'}`
  const remedy = 'let both machines follow the same time server (chrony, systemd-timesyncd)'
  if (certain > TOLERATED_MS)
    return wrong(name, `this machine is ${said}: tokens and reservations end at the wrong time`, remedy)
  if (certain > NOTICEABLE_MS) return warning(name, `this machine is ${said}`, remedy)
  return ok(name, 'they agree')
}

/** Asks for the other clock's time in ms, in the middle of the way there and back. */
export async function compareClock(other: string, ask: () => Promise<number>): Promise<Finding> {
  // The first question may open a connection.
  await ask()
  const before = Date.now()
  const time = await ask()
  const after = Date.now()
  return judgeClock(other, time - (before + after) / 2, after - before)
}
