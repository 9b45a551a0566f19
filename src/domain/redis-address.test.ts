import { expect, it } from 'vitest'
import { parseRedisAddress, withoutLogin } from './redis-address.ts'

const NO_LOGIN = { username: undefined, password: undefined, tls: false }

it('of one server is left as it is', () => {
  const url = 'rediss://user:secret@cache:6380/2'
  expect(parseRedisAddress(url)).toEqual({ kind: 'single', url })
})

it.each([
  ['redis+sentinel://one:26379,two/shop', 'shop', 0, NO_LOGIN, undefined],
  [
    'rediss+sentinel://app:p%40ss@one:26379,two:26379/shop/3?sentinelPassword=s%26w',
    'shop',
    3,
    { username: 'app', password: 'p@ss', tls: true },
    's&w',
  ],
])('of sentinels: %s', (url, master, db, login, sentinelPassword) => {
  const nodes = [
    { host: 'one', port: 26379 },
    { host: 'two', port: 26379 },
  ]
  expect(parseRedisAddress(url)).toEqual({ kind: 'sentinel', nodes, master, db, sentinelPassword, ...login })
})

it('of a cluster names some of its nodes', () => {
  expect(parseRedisAddress('redis+cluster://:secret@10.0.0.1:7000,[::1]:7001,node')).toEqual({
    kind: 'cluster',
    nodes: [
      { host: '10.0.0.1', port: 7000 },
      { host: '::1', port: 7001 },
      { host: 'node', port: 6379 },
    ],
    ...NO_LOGIN,
    password: 'secret',
  })
})

it.each([
  'localhost:6379',
  'http://localhost',
  'redis+sentinel://one:26379',
  'redis+sentinel://one/shop/x',
  'redis+cluster://one:port',
  'redis+cluster://one,/',
  'redis+cluster://one/shop',
  'redis+cluster://',
  'redis+other://one',
])('is refused: %s', (text) => {
  expect(parseRedisAddress(text)).toBeNull()
})

it('is shown without what has to stay secret', () => {
  const shown = [
    'redis://:secret@one',
    'redis+sentinel://u:secret@one,two:5/shop?sentinelPassword=secret',
    'redis+cluster://:secret@one:1,two:2',
  ].map((text) => {
    const address = parseRedisAddress(text)
    return address && withoutLogin(address)
  })
  expect(shown).toEqual(['one:6379', 'shop of one:26379,two:5', 'one:1,two:2'])
})
