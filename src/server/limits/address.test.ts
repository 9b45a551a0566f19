import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { addressOf } from './address.ts'

const request = (remoteAddress: string, forwarded?: string) =>
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
