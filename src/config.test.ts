import { expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const sentenceOf = (env: Record<string, string>): string => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}
const key = (text: string) => Buffer.alloc(32, text).toString('base64')
const PRODUCTION = {
  NODE_ENV: 'production',
  AUTH_JWT_SECRET: 's'.repeat(32),
  ENCRYPTION_KEY: key('k'),
}
const TAOBAO = { TAOBAO_APP_KEY: '12', TAOBAO_APP_SECRET: 'secret' }

it('runs with the sandbox and no marketplace when nothing is set', () => {
  const config = readConfig({})
  expect(config.sandbox.enabled).toBe(true)
  expect(config.publicUrl).toBeNull()
  expect([...config.marketplaces]).toEqual([])
})

it('knows the addresses of the real marketplaces, and leaves the sandbox off beside them', () => {
  const config = readConfig({ ...TAOBAO, ALIBABA_1688_APP_KEY: '34', ALIBABA_1688_APP_SECRET: 's' })
  expect(config.sandbox.enabled).toBe(false)
  expect([...config.marketplaces]).toEqual([
    [
      'TAOBAO',
      {
        appKey: '12',
        appSecret: 'secret',
        endpoint: 'https://gw.api.taobao.com/router/rest',
        authorizeEndpoint: 'https://oauth.taobao.com',
        tokenEndpoint: 'https://oauth.taobao.com',
      },
    ],
    [
      'ALIBABA_1688',
      {
        appKey: '34',
        appSecret: 's',
        endpoint: 'https://gw.open.1688.com/openapi',
        authorizeEndpoint: 'https://auth.1688.com',
        tokenEndpoint: 'https://gw.open.1688.com/openapi',
      },
    ],
  ])
  expect(readConfig({ ...TAOBAO, SANDBOX: 'on' }).sandbox.enabled).toBe(true)
})

it('takes other addresses, without the slash at the end', () => {
  const config = readConfig({
    JD_APP_KEY: '1',
    JD_APP_SECRET: 's',
    JD_ENDPOINT: 'http://127.0.0.1:9/routerjson/',
    JD_OAUTH_ENDPOINT: 'http://127.0.0.1:9/oauth2',
    PUBLIC_URL: 'https://graph.example/',
  })
  expect(config.marketplaces.get('JD')).toMatchObject({
    endpoint: 'http://127.0.0.1:9/routerjson',
    authorizeEndpoint: 'http://127.0.0.1:9/oauth2',
    tokenEndpoint: 'http://127.0.0.1:9/oauth2',
  })
  expect(config.publicUrl).toBe('https://graph.example')
})

it('takes an empty variable for one that is not set', () => {
  expect(readConfig({ TAOBAO_APP_KEY: '', PUBLIC_URL: '' }).marketplaces.size).toBe(0)
})

it('takes several keys while one is replaced, the present one first', () => {
  const { encryptionKeys } = readConfig({ ENCRYPTION_KEY: `${key('new')}, ${key('old')}` })
  expect(encryptionKeys.map((one) => one.toString('base64'))).toEqual([key('new'), key('old')])
})

it.each([
  ['a key without its secret', { TAOBAO_APP_KEY: '1' }, /^TAOBAO_APP_SECRET is missing/],
  ['a secret without its key', { JD_APP_SECRET: '1' }, /^JD_APP_KEY is missing/],
  ['an address without an app', { JD_ENDPOINT: 'http://a.example' }, /^JD_APP_KEY is missing/],
  ['no address', { ...TAOBAO, TAOBAO_ENDPOINT: 'ftp://x' }, /^TAOBAO_ENDPOINT takes an http or https/],
  ['no public address', { PUBLIC_URL: 'graph.example' }, /^PUBLIC_URL takes an http or https/],
  [
    'a pool that is too small',
    { DATABASE_POOL: '4' },
    /^DATABASE_POOL takes a whole number of connections from 5/,
  ],
  ['a pool that is no number', { DATABASE_POOL: 'many' }, /^DATABASE_POOL takes/],
  ['a short key', { ENCRYPTION_KEY: `${key('new')},c2hvcnQ=` }, /^ENCRYPTION_KEY takes 32 bytes/],
  [
    'no public address in production',
    { ...PRODUCTION, ...TAOBAO },
    /^PUBLIC_URL has to be set in production/,
  ],
  [
    'the development key among several in production',
    { ...PRODUCTION, ENCRYPTION_KEY: `${key('k')},${key('haitao-graph development key')}` },
    /^ENCRYPTION_KEY has to be set in production/,
  ],
])('refuses %s with a sentence that names the variable', (_what, env: Record<string, string>, sentence) => {
  expect(sentenceOf(env)).toMatch(sentence)
})

it('starts in production when everything is set', () => {
  const config = readConfig({ ...PRODUCTION, ...TAOBAO, PUBLIC_URL: 'https://graph.example' })
  expect([config.production, config.sandbox.enabled]).toEqual([true, false])
})
