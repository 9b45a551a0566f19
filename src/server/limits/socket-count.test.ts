import { expect, it } from 'vitest'
import { SocketCount } from './socket-count.ts'

it('an address has room until as many sockets are open as it may have, and again when one closes', () => {
  const count = new SocketCount(2)
  expect(count.hasRoom('a')).toBe(true)
  count.opened('a')
  expect(count.hasRoom('a')).toBe(true)
  count.opened('a')
  expect(count.hasRoom('a')).toBe(false)
  expect(count.hasRoom('b')).toBe(true)
  count.closed('a')
  expect(count.hasRoom('a')).toBe(true)
  count.opened('a')
  expect(count.hasRoom('a')).toBe(false)
})

it('a socket that closes twice gives no room for more', () => {
  const count = new SocketCount(1)
  count.opened('a')
  count.closed('a')
  count.closed('a')
  count.opened('a')
  expect(count.hasRoom('a')).toBe(false)
})
