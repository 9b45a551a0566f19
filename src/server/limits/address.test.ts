import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { addressOf } from './address.ts'

const request = (remoteAddress: string | undefined, forwarded?: string | string[]) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

it('a forwarded request is told of once while no proxy is trusted, and counts as the connection', () => {
  let told = 0
  const of = addressOf(0, () => told++)
  expect(of(request('10.0.0.1'))).toBe('10.0.0.1')
  expect(told).toBe(0)
  expect(of(request('10.0.0.1', '203.0.113.7'))).toBe('10.0.0.1')
  expect(of(request('10.0.0.1', '203.0.113.8'))).toBe('10.0.0.1')
  expect(told).toBe(1)
})

it('behind a trusted proxy nothing is told, and the entry of the proxy counts', () => {
  let told = 0
  const of = addressOf(1, () => told++)
  expect(of(request('10.0.0.1', '198.51.100.1, 203.0.113.7'))).toBe('203.0.113.7')
  expect(of(request('10.0.0.1'))).toBe('10.0.0.1')
  expect(told).toBe(0)
})

it('of several trusted proxies the outermost says who asks, also over several headers', () => {
  const of = addressOf(2)
  expect(of(request('10.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.2'))).toBe('203.0.113.7')
  expect(of(request('10.0.0.1', ['198.51.100.1', '203.0.113.7, 10.0.0.2']))).toBe('203.0.113.7')
  expect(of(request('10.0.0.1', ['203.0.113.7', '10.0.0.2']))).toBe('203.0.113.7')
  expect(of(request('10.0.0.1', '10.0.0.2'))).toBe('10.0.0.1')
})

it.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['2001:db8:1:2:3::', '2001:db8:1:2::/64'],
  ['2001:db8:1::4:5:6:7', '2001:db8:1:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::2:3:4:5:6', '0:0:0:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::ffff:203.0.113.70', '203.0.113.70'],
  ['::FFFF:192.168.100.200', '192.168.100.200'],
  ['64:ff9b::ffff:192.0.2.33', '64:ff9b:0:0::/64'],
  ['x'.repeat(46), 'x'.repeat(45)],
  [undefined, 'unknown'],
])('%s counts as %s', (address, counted) => {
  expect(addressOf(0)(request(address))).toBe(counted)
})
