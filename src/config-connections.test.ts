import { expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { readConnectionSettings } from './config-connections.ts'
import { ConfigError } from './config-error.ts'

it('lets sockets idle for ten minutes and live for a day; production alone drains slowly', () => {
  expect(readConnectionSettings({}, false)).toEqual({ idleMs: 600_000, lifeMs: 86_400_000, drainMs: 0 })
  expect(readConnectionSettings({}, true).drainMs).toBe(10_000)
})

it('takes other times, and 0 for never', () => {
  const env = { CONNECTION_IDLE_SECONDS: '0', CONNECTION_LIFE_SECONDS: '60', DRAIN_SECONDS: '5' }
  expect(readConfig(env).connections).toEqual({ idleMs: null, lifeMs: 60_000, drainMs: 5_000 })
})

it.each([
  ['CONNECTION_IDLE_SECONDS', '-1'],
  ['CONNECTION_LIFE_SECONDS', 'long'],
  ['DRAIN_SECONDS', '601'],
])('%s=%s is refused by name', (name, value) => {
  const read = () => readConnectionSettings({ [name]: value }, false)
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(new RegExp(`^${name} takes `))
})
