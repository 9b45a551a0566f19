import { describe, expect, it } from 'vitest'
import { readCacheSettings } from './config-cache.ts'

describe('the response cache', () => {
  it('is on in production and off elsewhere, unless it is said', () => {
    expect(readCacheSettings({}, true)).toEqual({ bytes: 64 * 1024 * 1024, ttlMs: 10_000 })
    expect(readCacheSettings({}, false)).toBeNull()
    expect(readCacheSettings({ RESPONSE_CACHE: 'off' }, true)).toBeNull()
  })

  it('takes its size and how long answers are kept', () => {
    const env = { RESPONSE_CACHE: 'on', RESPONSE_CACHE_MB: '2', RESPONSE_CACHE_SECONDS: '3' }
    expect(readCacheSettings(env, false)).toEqual({ bytes: 2 * 1024 * 1024, ttlMs: 3_000 })
  })

  it.each([
    ['RESPONSE_CACHE', 'yes'],
    ['RESPONSE_CACHE_MB', '0'],
    ['RESPONSE_CACHE_SECONDS', '1.5'],
  ])('refuses a wrong %s by its name', (name, value) => {
    expect(() => readCacheSettings({ [name]: value }, true)).toThrow(name)
  })
})
