import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from '../../../schema/index.ts'
import { runInScope } from '../../domain/scope.ts'
import { ANONYMOUS, viewerOf } from '../../domain/viewer.ts'
import { type AdmissionDeps, admission } from './admission.ts'
import { tooManyRequests } from './limit-error.ts'
import { LIMITS } from './limits.ts'

const askerOf = (viewer = ANONYMOUS) => ({ viewer, address: '192.0.2.1' })

function admit(options: Partial<AdmissionDeps> = {}, budget = Number.POSITIVE_INFINITY) {
  const charged: number[] = []
  let left = budget
  const rate = {
    refusedFor: () => null,
    take: async (_viewer: unknown, _address: string, points: number) => {
      charged.push(points)
      left -= points
      return left < 0 ? 1_500 : null
    },
  }
  const checks = admission({ limits: LIMITS, rate, production: true, ...options })
  const run = (
    text: string,
    {
      asker = askerOf(),
      more,
      operationName,
      variableValues,
    }: {
      asker?: ReturnType<typeof askerOf>
      more?: number
      operationName?: string
      variableValues?: Record<string, unknown>
    } = {},
  ) => {
    const document = parse(text)
    checks.checkDocument(document)
    return checks.admit(asker, { schema, document, operationName, variableValues }, more)
  }
  return { checks, charged, run }
}

describe('a document', () => {
  const check = (text: string, limits: Partial<typeof LIMITS>) =>
    admit({ limits: { ...LIMITS, ...limits } }).checks.checkDocument(parse(text))

  it.each([
    ['{ a { b { c } } }', { depth: 2 }, '3 levels of fields; 2'],
    ['{ __schema { types { name } } }', { introspectionDepth: 2 }, '3 levels of introspection; 2'],
    ['{ x: a y: a }', { aliases: 1 }, '2 aliases; 1'],
    ['{ a a a }', { repeatedFields: 1 }, '2 repeated fields; 1'],
    ['{ a @a @b }', { directivesAtOnePlace: 1 }, '2 directives at one place; 1'],
    ['{ a @a b @b }', { directives: 1 }, '2 directives; 1'],
    ['{ a b c }', { rootFields: 2 }, '3 root fields; 2'],
  ])('%s is refused above %j', (text, limit, words) => {
    expect(() => check(text, limit)).toThrow(`The operation has ${words} are allowed.`)
    const [name, allowed] = Object.entries(limit)[0] as [string, number]
    expect(() => check(text, { [name]: allowed + 1 })).not.toThrow()
  })
})

describe('an operation', () => {
  it('takes its points and those that are added, and is noted for the log', async () => {
    const { charged, run } = admit()
    const note = {}
    await runInScope({ requestId: 'r', signal: null, note }, () =>
      run('query Shelf { products(first: 5) { nodes { id } } }', { more: 2 }),
    )
    expect(charged).toEqual([1 + 1 + 5 + 2])
    expect(note).toEqual({ role: 'anonymous', type: 'query', operation: 'Shelf', cost: 9 })
  })

  it('without a name, or that there is none of, is noted as far as it goes', async () => {
    const noteOf = async (text: string, operationName?: string) => {
      const note = {}
      await runInScope({ requestId: 'r', signal: null, note }, () =>
        admit().run(text, operationName === undefined ? {} : { operationName }),
      )
      return note
    }
    expect(await noteOf('mutation { unlinkShop(input: { id: "x" }) { clientMutationId } }')).toMatchObject({
      type: 'mutation',
    })
    expect(await noteOf('query A { viewer { role } }', 'B')).toEqual({ role: 'anonymous', cost: 0 })
  })

  it('of several takes the points of the one that is named', async () => {
    const text = 'query A { products(first: 5) { nodes { id } } } query B { viewer { role } }'
    const { charged, checks } = admit()
    const document = parse(text)
    for (const operationName of ['A', 'B', 'A'])
      await checks.admit(askerOf(), { schema, document, operationName })
    expect(charged).toEqual([7, 2, 7])
  })

  it('with variables takes the points of each run', async () => {
    const document = parse('query($n: Int) { products(first: $n) { nodes { id } } }')
    const { checks } = admit()
    const points = [3, 50].map((n) => checks.pointsOf({ schema, document, variableValues: { n } }))
    expect(points).toEqual([1 + 1 + 3, 1 + 1 + 50])
    expect(checks.pointsOf({ schema, document })).toBe(1 + 1 + 20)
  })

  it('that costs too much is refused without taking points', async () => {
    const { charged, run } = admit({ limits: { ...LIMITS, cost: 7 } })
    await run('{ products(first: 5) { nodes { id } } }')
    await expect(run('{ products(first: 6) { nodes { id } } }')).rejects.toThrow(
      'The operation has 8 points of cost; 7 are allowed.',
    )
    expect(charged).toEqual([7])
  })

  it('that the budget does not hold is refused, and its document is not kept', async () => {
    const { checks, run } = admit({}, 7)
    await run('{ products(first: 5) { nodes { id } } }')
    await expect(run('{ viewer { role } }')).rejects.toThrow('try again in 2 s')
    expect(checks.documents.get('{ products(first: 5) { nodes { id } } }')).toBeDefined()
    expect(checks.documents.get('{ viewer { role } }')).toBeUndefined()
  })

  it('has no more values in its variables than are allowed, each of which can be stored', async () => {
    const { run } = admit({ limits: { ...LIMITS, variableValues: 2 } })
    const text = '{ viewer { role } }'
    await run(text, { variableValues: { a: 1, b: 2 } })
    await expect(run(text, { variableValues: { a: 1, b: 2, c: 3 } })).rejects.toThrow(
      'The operation has 3 or more values in its variables; 2 are allowed.',
    )
    await expect(run(text, { variableValues: { a: 'x\0' } })).rejects.toThrow(
      'a: has a NUL character or half a surrogate pair, which no text here may have',
    )
  })
})

describe('the schema', () => {
  const EXPLORES = '{ __schema { queryType { name } } }'
  it('in production is told to operators and analysts only', async () => {
    const { run } = admit()
    await expect(run(EXPLORES)).rejects.toThrow('This needs a token')
    await expect(run(EXPLORES, { asker: askerOf(viewerOf('customer', 'ada')) })).rejects.toThrow(
      'The role customer may not do this.',
    )
    for (const role of ['operator', 'analyst'] as const)
      await run(EXPLORES, { asker: askerOf(viewerOf(role, 'x')) })
    await run('{ viewer { __typename } }')
    await admit({ production: false }).run(EXPLORES)
  })

  it('is not told by errors to those who may not explore it', () => {
    const errors = validate(schema, parse('{ viewers { role } }'))
    const messageOf = (production: boolean, viewer?: typeof ANONYMOUS) =>
      admit({ production }).checks.shown({ errors }, viewer).errors[0]?.message
    expect(messageOf(true, ANONYMOUS)).not.toContain('Did you mean')
    expect(messageOf(true)).not.toContain('Did you mean')
    expect(messageOf(true, viewerOf('operator', 'x'))).toContain('Did you mean')
    expect(messageOf(false)).toContain('Did you mean')
    const good: { data: number; errors?: Error[] } = { data: 1 }
    expect(admit().checks.shown(good, ANONYMOUS)).toBe(good)
  })
})

describe('a text that was read and refused', () => {
  it('costs a point for each hundred characters', () => {
    const { checks, charged } = admit()
    for (const length of [0, 99, 100, 1_000]) checks.refused(askerOf(), 'x'.repeat(length), [new Error()])
    expect(charged).toEqual([1, 1, 2, 11])
  })

  it('costs nothing more where points were taken, or refused, before', async () => {
    const { checks, charged, run } = admit()
    const asker = askerOf()
    await run('{ viewer { role } }', { asker })
    checks.refused(asker, 'x', [new Error()])
    const other = askerOf()
    checks.admitted(other)
    checks.refused(other, 'x', [new Error()])
    checks.refused(askerOf(), 'x', [new Error(), tooManyRequests(5)])
    expect(charged).toEqual([2])
  })
})

it('an answer that is there already takes points if the budget holds them', async () => {
  const { checks, charged } = admit({}, 5)
  expect(await checks.charge(askerOf(), 5)).toBe(true)
  expect(await checks.charge(askerOf(), 1)).toBe(false)
  expect(charged).toEqual([5, 1])
})
