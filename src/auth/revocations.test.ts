import { expect, it } from 'vitest'
import { ANONYMOUS, viewerOf } from '../domain/viewer.ts'
import { RevocationList } from './revocations.ts'
import { revokeTokens } from './revoke-tokens.ts'

const LATER = new Date(Date.now() + 3_600_000)
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds))
const holder = (subject: string, id: string | null, issuedAt: Date | null) =>
  viewerOf('customer', subject, LATER, { id, issuedAt })

it('knows one token by its id, and all of a subject by when they were issued', () => {
  const list = new RevocationList()
  list.replace([
    { tokenId: 'lost', expiresAt: LATER },
    { subject: 'ada', issuedBefore: at(5), expiresAt: LATER },
    { subject: 'ada', issuedBefore: at(3), expiresAt: LATER },
  ])
  const revoked = [
    holder('bo', 'lost', at(9)),
    holder('ada', 'x', at(5)),
    holder('ada', null, at(0)),
    holder('ada', 'x', null),
  ]
  const valid = [holder('bo', 'other', at(0)), holder('ada', 'x', at(6)), holder('bo', null, null), ANONYMOUS]
  expect(revoked.map(list.isRevoked)).toEqual([true, true, true, true])
  expect(valid.map(list.isRevoked)).toEqual([false, false, false, false])
})

it('forgets what is over, and what was taken back', () => {
  const list = new RevocationList()
  list.replace([{ tokenId: 'one', expiresAt: new Date(0) }])
  expect(list.isRevoked(holder('bo', 'one', at(0)))).toBe(false)
  list.replace([{ tokenId: 'one', expiresAt: LATER }])
  expect(list.isRevoked(holder('bo', 'one', at(0)))).toBe(true)
  list.replace([])
  expect(list.isRevoked(holder('bo', 'one', at(0)))).toBe(false)
})

it('tells those who listen, until they stop', () => {
  const list = new RevocationList()
  let heard = 0
  const stop = list.onChange(() => heard++)
  list.replace([])
  stop()
  list.replace([])
  expect(heard).toBe(1)
})

it.each([
  [['tokenId', 'subject'], { reason: 'x' }],
  [['tokenId', 'subject'], { reason: 'x', tokenId: 'a', subject: 'b' }],
  [['reason'], { tokenId: 'a', reason: ' ' }],
  [['expiresAt'], { tokenId: 'a', reason: 'x', expiresAt: at(0) }],
  [['issuedBefore'], { subject: 'a', reason: 'x', issuedBefore: LATER }],
])('refuses %j of %j', async (fields, input) => {
  const record = () => Promise.reject(new Error('nothing is to be recorded'))
  const refused = await revokeTokens(
    { now: () => new Date(), tokenLifeMs: 60_000, record },
    input,
    'operator:o',
  )
  expect(refused).toMatchObject({
    ok: false,
    errors: fields.map((field) => ({ code: 'INVALID_INPUT', field: [field] })),
  })
})

it('a revocation lasts at least as long as a token may live, unless somebody knows when the tokens end', async () => {
  const recorded: Date[] = []
  const deps = {
    now: () => at(0),
    tokenLifeMs: 60_000,
    record: async ({ expiresAt }: { expiresAt: Date }) => {
      recorded.push(expiresAt)
      return 'id'
    },
  }
  await revokeTokens(deps, { subject: 'a', reason: 'x' }, 'operator:o')
  await revokeTokens(deps, { tokenId: 'a', reason: 'x', expiresAt: at(30) }, 'operator:o')
  // Issued a minute from now at the latest, by another clock.
  expect(recorded[0]?.getTime()).toBeGreaterThanOrEqual(at(60 + 60).getTime())
  expect(recorded[1]).toEqual(at(30))
})
