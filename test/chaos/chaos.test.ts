import { expect, it } from 'vitest'
import { describeWith } from '../support/binaries.ts'
import { LINK_KINDS, PROCESS_KINDS } from './faults.ts'
import { runChaos, SHORT } from './run.ts'

/** The same plan each time; `npm run test:chaos` takes another one each time, and goes on for longer. */
const SEED = 6
const SUBSCRIBERS = 8
const ALERT_SUBSCRIBERS = 2

describeWith(['PostgreSQL', 'Redis'], 'under faults of every kind', () => {
  it('every committed change comes in order, coalesced or announced, at every subscriber, and none is invented', {
    timeout: 400_000,
  }, async () => {
    const told: string[] = []
    const { counts, violations } = await runChaos({
      ...SHORT,
      seconds: 120,
      writers: 4,
      subscribers: SUBSCRIBERS,
      rate: 40,
      seed: SEED,
      only: [],
      log: (line) => told.push(line),
    })
    process.stdout.write(`chaos, seed ${SEED}:\n${counts.lines().join('\n')}\n`)
    expect(violations, told.join('\n')).toEqual([])

    for (const kind of [...PROCESS_KINDS, ...LINK_KINDS]) expect(counts.of(`fault: ${kind}`), kind).toBe(1)
    // Two gateways twice at most, and a worker, were killed; others may not have been able to start at once.
    expect(counts.of('restarts of processes')).toBeGreaterThanOrEqual(3)
    expect(counts.of('changes committed')).toBeGreaterThanOrEqual(100)
    expect(counts.of('changes tried again')).toBeGreaterThan(0)
    // Each change has several subscribers.
    const arrived = counts.of('changes delivered') + counts.of('changes coalesced')
    expect(arrived).toBeGreaterThan(counts.of('changes committed'))
    expect(counts.of('alerts delivered')).toBeGreaterThan(0)
    // Each began with one, and some were away for longer than events are kept.
    expect(counts.of('gaps: RETENTION')).toBeGreaterThan(0)
    expect(counts.of('states')).toBeGreaterThan(SUBSCRIBERS)
    // They lost their connections, and came back with the cursor.
    for (const transport of ['WebSocket', 'SSE'])
      expect(counts.of(`connections over ${transport}`)).toBeGreaterThan(
        (SUBSCRIBERS + ALERT_SUBSCRIBERS) / 2,
      )
  })
})
