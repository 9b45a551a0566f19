import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROLES, type Role, type Scope, viewerOf } from '../../src/domain/viewer.ts'
import { mayAsk, maySubscribe, OBJECT_TYPES, SUBSCRIPTIONS } from './support/probe.ts'

/** The scopes of docs/security.md, of which one is enough; absent: everybody. */
const NEEDED: ReadonlyMap<string, readonly Scope[]> = new Map(
  [
    ...readFileSync('docs/security.md', 'utf8').matchAll(
      /^\| `(\w+(?:\.\w+)?)` \| ((?:own: )?[a-z:-]+(?: or [a-z:-]+)*) \|$/gm,
    ),
  ].map(([, name = '', scopes = '']) => [name, scopes.replace('own: ', '').split(' or ') as Scope[]]),
)
const has = (role: Role, name: string) => {
  const needed = NEEDED.get(name)
  return !needed || needed.some((scope) => viewerOf(role).scopes.has(scope))
}

it('every field of every type answers or refuses every role as docs/security.md says', async () => {
  const wrong: string[] = []
  const counts = { types: 0, asked: 0, refused: 0 }
  for (const type of OBJECT_TYPES) {
    counts.types++
    for (const field of Object.values(type.getFields()))
      for (const role of ROLES) {
        const expected = has(role, type.name) && has(role, `${type.name}.${field.name}`)
        const seen = await mayAsk(type, field, role)
        counts.asked++
        if (!seen) counts.refused++
        if (seen !== expected)
          wrong.push(`${type.name}.${field.name} as ${role}: ${seen ? 'answered' : 'refused'}`)
      }
  }
  expect(wrong).toEqual([])
  expect(counts.types).toBeGreaterThan(90)
  expect(counts.asked).toBeGreaterThan(3_000)
  expect(counts.refused).toBeGreaterThan(600)
})

it('so does every subscription', async () => {
  const wrong: string[] = []
  for (const field of SUBSCRIPTIONS)
    for (const role of ROLES) {
      // Without naming what to watch, stock is watched as a whole.
      const watchesAll = field.name !== 'stockChanges' || viewerOf(role).scopes.has('stock:watch-all')
      const seen = await maySubscribe(field, role)
      if (seen !== (watchesAll && has(role, `Subscription.${field.name}`)))
        wrong.push(`${field.name} as ${role}`)
    }
  expect(wrong).toEqual([])
  expect(SUBSCRIPTIONS.length).toBeGreaterThanOrEqual(6)
})

it('an order of somebody else is refused field by field, and its address to all but personal:read', async () => {
  const order = OBJECT_TYPES.find(({ name }) => name === 'Order')
  const fields = Object.values(order?.getFields() ?? {})
  if (!order || fields.length < 10) throw new Error('orders have fields')
  for (const field of fields) {
    expect(await mayAsk(order, field, 'customer', 'somebody-else'), field.name).toBe(false)
    const isAddress = field.name === 'shippingAddress'
    expect(await mayAsk(order, field, 'analyst', 'somebody-else'), field.name).toBe(!isAddress)
    expect(await mayAsk(order, field, 'operator', 'somebody-else'), field.name).toBe(true)
  }
})

it('the scopes of docs/security.md are ones that roles have', () => {
  const operator = viewerOf('operator').scopes
  const customer = viewerOf('customer').scopes
  expect(NEEDED.size).toBeGreaterThan(50)
  expect([...NEEDED.values()].flat().filter((scope) => !operator.has(scope) && !customer.has(scope))).toEqual(
    [],
  )
})
