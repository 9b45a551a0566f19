import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { ANONYMOUS } from '../../domain/viewer.ts'
import { LIMITS } from './limits.ts'
import { openProtection, protection } from './protection.ts'

const asker = { viewer: ANONYMOUS, address: '192.0.2.1' }
const SETTINGS = {
  production: true,
  origins: ['https://shop.example'],
  ratePoints: 10,
  socketsPerAddress: 3,
  trustedProxies: 1,
  redis: null,
}
const forwarded = {
  socket: { remoteAddress: '10.0.0.1' },
  headers: { 'x-forwarded-for': '203.0.113.7' },
} as unknown as IncomingMessage

it('is made of its settings, and of the usual limits where they say nothing', async () => {
  let told = 0
  const made = protection({
    ...SETTINGS,
    limits: { cost: 7 },
    watchedPerSocket: 5,
    watchedPerAddress: 8,
    onForwarded: () => told++,
  })
  expect(made).toMatchObject({
    production: true,
    origins: ['https://shop.example'],
    socketsPerAddress: 3,
    limits: { ...LIMITS, cost: 7 },
  })
  expect(made.addressOf(forwarded)).toBe('203.0.113.7')
  expect(told).toBe(0)
  expect(await made.admission.charge(asker, 10)).toBe(true)
  expect(await made.admission.charge(asker, 1)).toBe(false)
  expect(() => made.watches.hold(asker).watch(6)).toThrow('5 are allowed')
  made.watches.hold(asker).watch(5)
  expect(() => made.watches.hold(asker).watch(4)).toThrow('8 are allowed')
  await expect(made.door.enter(asker, Buffer.from('{}'))).rejects.toThrow('try again in')
})

it('tells once of a proxy that is not trusted', () => {
  let told = 0
  const made = protection({ ...SETTINGS, trustedProxies: 0, onForwarded: () => told++ })
  expect(made.addressOf(forwarded)).toBe('10.0.0.1')
  expect(told).toBe(1)
})

it('limits the size of operations and nothing else unless told otherwise', async () => {
  const open = openProtection()
  expect(open).toMatchObject({ production: false, origins: null, limits: LIMITS })
  expect(open.socketsPerAddress).toBe(Number.POSITIVE_INFINITY)
  expect(open.addressOf(forwarded)).toBe('10.0.0.1')
  for (let n = 0; n < 3; n++) expect(await open.admission.charge(asker, 1e9)).toBe(true)
  open.watches.hold(asker).watch(1e9)
})
