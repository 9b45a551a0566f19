import type { IncomingMessage } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { beforeEach, describe, expect, it } from 'vitest'
import { ANONYMOUS } from '../../domain/viewer.ts'
import { prepare } from '../direct/prepared.ts'
import type { Admission } from './admission.ts'
import type { Bounded } from './bounded.ts'
import { badRequest } from './limit-error.ts'
import { useAdmission } from './use-admission.ts'

const connection = { viewer: ANONYMOUS, address: '192.0.2.1' }
let calls: unknown[][] = []
let goneSignals: (AbortSignal | undefined)[] = []
let refusal: Error | null = null
beforeEach(() => {
  calls = []
  goneSignals = []
  refusal = null
})

const admission = {
  async admit(asker: unknown, { operationName }: { operationName?: string }) {
    calls.push(['admit', asker === connection, operationName ?? null])
    if (refusal) throw refusal
  },
  admitted: (asker: unknown) => void calls.push(['admitted', asker === connection]),
  refused: (_asker: unknown, text: string, errors: unknown[]) =>
    void calls.push(['refused', text, errors.length]),
  shown: (result: object, viewer: unknown) => {
    calls.push(['shown', viewer])
    return { ...result, extensions: { isShown: true } }
  },
} as unknown as Admission
const bounded: Bounded = async (gone, run) => {
  goneSignals.push(gone)
  return await run(new AbortController().signal)
}
const yoga = createYoga<object>({
  schema: createSchema({
    typeDefs: 'type Query { a: Int bad: Int } type Mutation { a: Int } type Subscription { a: Int }',
    resolvers: {
      Query: {
        a: () => 1,
        bad: () => {
          throw badRequest('No.')
        },
      },
      Mutation: { a: () => 2 },
      Subscription: {
        a: {
          async *subscribe() {
            yield { a: 3 }
          },
        },
      },
    },
  }),
  logging: false,
  maskedErrors: false,
  plugins: [useAdmission(admission, bounded) as object],
})
async function ask(query: string, context: object = { connection }, accept = 'application/json') {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(typeof query === 'string' ? { query } : query),
  }
  return (await yoga.fetch('http://localhost/graphql', init, context)).text()
}

describe('an operation over HTTP', () => {
  it('is admitted, and runs bounded by its client', async () => {
    expect(JSON.parse(await ask('{ a }'))).toEqual({ data: { a: 1 } })
    expect(calls).toEqual([['admit', true, null]])
    expect(goneSignals).toEqual([expect.any(AbortSignal)])
  })

  it('is finished once begun if it changes something, whether or not its client waits', async () => {
    expect(JSON.parse(await ask('mutation { a }'))).toEqual({ data: { a: 2 } })
    expect(goneSignals).toEqual([undefined])
  })

  it('over a socket is bounded by what the socket says', async () => {
    const gone = new AbortController().signal
    await ask('{ a }', { connection: Object.assign(connection, { gone }) })
    expect(goneSignals).toEqual([gone])
    Reflect.deleteProperty(connection, 'gone')
  })

  it('that is not admitted does not run, is charged for its text, and shows what it may', async () => {
    refusal = badRequest('Not you.')
    const { data, errors, extensions } = JSON.parse(await ask('{ a }'))
    expect([data, errors[0].message]).toEqual([undefined, 'Not you.'])
    expect(extensions).toEqual({ isShown: true })
    expect(goneSignals).toEqual([])
    expect(calls).toEqual([
      ['admit', true, null],
      ['refused', '{ a }', 1],
      ['shown', ANONYMOUS],
    ])
  })

  it('with an error in it shows what it may as well', async () => {
    expect(JSON.parse(await ask('{ bad }'))).toMatchObject({ extensions: { isShown: true } })
    expect(calls.slice(1)).toEqual([
      ['refused', '{ bad }', 1],
      ['shown', ANONYMOUS],
    ])
  })

  it('admitted before is not admitted again, and one that failed before is not run again', async () => {
    const req = {} as IncomingMessage
    const prepared = { viewer: ANONYMOUS, recording: undefined, isAdmitted: true }
    prepare(req, prepared)
    expect(JSON.parse(await ask('{ a }', { connection, req }))).toEqual({ data: { a: 1 } })
    expect(calls).toEqual([['admitted', true]])
    prepare(req, { ...prepared, failure: badRequest('It failed.') })
    expect(await ask('{ a }', { connection, req })).toContain('It failed.')
    prepare(req, { ...prepared, isAdmitted: false })
    calls = []
    await ask('{ a }', { connection, req })
    expect(calls).toEqual([['admit', true, null]])
  })
})

it('a subscription over an event stream is admitted', async () => {
  expect(await ask('subscription { a }', { connection }, 'text/event-stream')).toContain('"a":3')
  expect(calls[0]).toEqual(['admit', true, null])
  refusal = badRequest('Not you.')
  expect(await ask('subscription { a }', { connection }, 'text/event-stream')).toContain('Not you.')
})

it('errors before anybody is known to ask are shown to nobody in particular', async () => {
  expect(JSON.parse(await ask('{', {}))).toMatchObject({ extensions: { isShown: true } })
  expect(calls).toEqual([['shown', undefined]])
})
