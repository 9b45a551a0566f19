import { expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { ConfigError } from './config-error.ts'
import { readLimitSettings } from './config-limits.ts'

it('outside production takes every origin and is generous, unless told otherwise', () => {
  expect(readLimitSettings({}, false)).toEqual({
    origins: null,
    ratePoints: 20_000_000,
    socketsPerAddress: 20_000,
    trustedProxies: 0,
    executionMs: 30_000,
  })
  expect(readLimitSettings({ CORS_ORIGINS: 'https://a.example' }, false).origins).toEqual([
    'https://a.example',
  ])
  expect(readLimitSettings({ RATE_LIMIT: 'off' }, false).ratePoints).toBeNull()
  expect(readConfig({ RATE_LIMIT_POINTS: '500' }).limits.ratePoints).toBe(500)
})

it('in production takes the origins listed and its own, and fewer points and sockets', () => {
  const env = {
    CORS_ORIGINS: 'https://a.example, http://b.example:8080',
    PUBLIC_URL: 'https://api.example/x',
  }
  expect(readLimitSettings(env, true)).toEqual({
    origins: ['https://a.example', 'http://b.example:8080', 'https://api.example'],
    ratePoints: 20_000,
    socketsPerAddress: 200,
    trustedProxies: 0,
    executionMs: 30_000,
  })
  expect(readLimitSettings({}, true).origins).toEqual([])
})

it.each([
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'https://a.example/'],
  ['CORS_ORIGINS', 'ftp://a.example'],
  ['RATE_LIMIT_POINTS', '0'],
  ['MAX_SOCKETS_PER_ADDRESS', 'many'],
  ['TRUSTED_PROXIES', '-1'],
  ['OPERATION_TIMEOUT_SECONDS', '0'],
])('%s=%s is refused by name', (name, value) => {
  const read = () => readLimitSettings({ [name]: value }, false)
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(new RegExp(`^${name} takes `))
})
