import fc from 'fast-check'
import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from '../../schema/index.ts'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { fuzz } from './fuzz.ts'
import { operationOf } from './operation.ts'
import { sender } from './send.ts'
import { Tape } from './tape.ts'
import { outcomeOf, Violation } from './verdict.ts'
import { idsOf } from './world.ts'

const gateway = gatewayOfThisFile()
/** One seed here, so that the same commit gives the same result; `npm run test:fuzz` takes new ones. */
const SEED = 20_261_122
const OPERATIONS = 500

describe('generated operations', () => {
  it('are valid unless they are spoiled', () => {
    const wrong: string[] = []
    const tapes = fc.sample(fc.array(fc.nat(65_535), { maxLength: 500, size: 'max' }), {
      seed: SEED,
      numRuns: 300,
    })
    for (const tape of tapes) {
      const { query } = operationOf(schema, new Tape(tape), ['x'])
      for (const { message } of validate(schema, parse(query))) wrong.push(`${message} in ${query}`)
    }
    expect(wrong).toEqual([])
    expect(tapes).toHaveLength(300)
  })

  it('and spoiled ones get an answer that is meant for clients, over every transport and as every role', async () => {
    const sending = sender(gateway().graph, (role) => gateway().authorization(role))
    const ids = await idsOf(async (query) => dataOf(await gateway().ask<Record<string, unknown>>(query)))
    expect(ids.length).toBeGreaterThan(30)
    const report = await fuzz({
      schema,
      sender: sending,
      ids,
      operations: OPERATIONS,
      seed: SEED,
      alsoCheck() {
        const logged = gateway().log.find(({ level }) => level === 'error' || level === 'fatal')
        if (logged) throw new Violation(`logged: ${logged.message} ${String(logged.fields.err)}`)
      },
    })
    await sending.close()
    expect(report.failure).toBeNull()
    expect([...report.outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(OPERATIONS)
    // How many are answered depends on what the schema makes of the seed, and most of its mutations are for one role.
    expect(report.outcomes.get('answered')).toBeGreaterThan(OPERATIONS / 10)
    expect(report.spoiled).toBeGreaterThan(OPERATIONS / 5)
    expect(report.rootFields.size).toBeGreaterThan(60)
  })
})

describe('the verdict', () => {
  const attempt = {
    transport: 'POST',
    role: 'operator',
    query: '{ x }',
    spoiled: '',
    isSubscription: false,
  } as const
  const reply = (status: number, result: object) => ({
    status,
    text: JSON.stringify(result),
    results: [result],
  })
  const error = (code: string, message: string) => reply(200, { errors: [{ message, extensions: { code } }] })

  it.each([
    ['a status of the server', reply(500, {})],
    ['a masked error', error('INTERNAL_SERVER_ERROR', 'Something went wrong here.')],
    ['an error without a code', reply(200, { errors: [{ message: 'no' }] })],
    ['a file in a message', error('BAD_USER_INPUT', 'at run (file:///srv/app/src/app.ts:12:3)')],
    ['a statement in a message', error('BAD_USER_INPUT', 'relation "sku" does not exist')],
    ['a socket closed by a fault', { status: 0, closed: 1011, text: '', results: [] }],
  ])('does not let %s pass', (_what, given) => {
    expect(() => outcomeOf(attempt, given)).toThrow(Violation)
  })

  it('counts what is expected by its code', () => {
    expect(outcomeOf(attempt, error('BAD_USER_INPUT', 'first takes 1 to 100'))).toBe('BAD_USER_INPUT')
    expect(outcomeOf(attempt, reply(200, { data: { x: 1 } }))).toBe('answered')
  })
})
