import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { signedAddresses } from './signed-address.ts'

const KEY = Buffer.alloc(32, 1)
const NOW = new Date('2026-03-01T08:00:30Z')
const LINK_MS = 600_000
const addresses = signedAddresses([KEY], LINK_MS)
const query = (from = addresses, id = 'u1') => new URL(from.sign(id, NOW), 'http://localhost').searchParams
const at = (time: string) => new Date(`2026-03-01T${time}Z`)
const changed = (name: string, value: string) => {
  const other = query()
  other.set(name, value)
  return other
}

it('an address is valid for its file until it expires, at a full minute', () => {
  expect(addresses.sign('u1', NOW)).toMatch(/^\/media\/files\/u1\?until=1772352660&signature=[\w-]{43}$/)
  expect(addresses.isValid('u1', query(), NOW)).toBe(true)
  expect(addresses.isValid('u1', query(), at('08:11:00'))).toBe(true)
  expect(addresses.isValid('u1', query(), at('08:11:01'))).toBe(false)
  expect(addresses.isValid('u2', query(), NOW)).toBe(false)
})

it('the same minute gives the same address, so browsers have it cached', () => {
  expect(addresses.sign('u1', at('08:00:59'))).toBe(addresses.sign('u1', at('08:00:01')))
  expect(addresses.sign('u1', at('08:01:01'))).not.toBe(addresses.sign('u1', at('08:01:00')))
})

it('a changed or missing part makes it invalid', () => {
  const right = query().get('signature') ?? ''
  for (const signature of [
    '',
    right.slice(1),
    `${right}A`,
    `${right.startsWith('A') ? 'B' : 'A'}${right.slice(1)}`,
  ])
    expect(addresses.isValid('u1', changed('signature', signature), NOW), signature).toBe(false)
  for (const until of ['', '1772352661', '9'.repeat(13), '1772352660.0', ' 1772352660', '1772352660x'])
    expect(addresses.isValid('u1', changed('until', until), NOW), until).toBe(false)
  expect(addresses.isValid('u1', new URLSearchParams(), NOW)).toBe(false)
})

it('the first key signs, and addresses of the former ones stay valid', () => {
  const other = randomBytes(32)
  const both = signedAddresses([other, KEY], LINK_MS)
  expect(both.isValid('u1', query(), NOW)).toBe(true)
  expect(both.sign('u1', NOW)).toBe(signedAddresses([other], LINK_MS).sign('u1', NOW))
  expect(signedAddresses([other], LINK_MS).isValid('u1', query(), NOW)).toBe(false)
})
