import { expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { readBuyers } from './config-purchasing.ts'

const VOP = { JD_VOP_APP_KEY: 'key', JD_VOP_APP_SECRET: 'secret', JD_VOP_TOKEN: 'token' }

it('knows no purchasing account when none is set, and the address of one that is', () => {
  expect([...readBuyers({})]).toEqual([])
  const app = { appKey: 'key', appSecret: 'secret', accessToken: 'token' }
  expect([...readBuyers(VOP)]).toEqual([['JD_VOP', { ...app, endpoint: 'https://bizapi.jd.com' }]])
  const elsewhere = readBuyers({ ...VOP, JD_VOP_ENDPOINT: 'http://127.0.0.1:9/' })
  expect(elsewhere.get('JD_VOP')).toEqual({ ...app, endpoint: 'http://127.0.0.1:9' })
})

it.each([
  ['JD_VOP_APP_KEY', { JD_VOP_TOKEN: 'token' }],
  ['TAOBAO_GLOBAL_APP_KEY', { TAOBAO_GLOBAL_APP_KEY: 'key' }],
  ['JD_VOP_ENDPOINT', { ...VOP, JD_VOP_ENDPOINT: 'jd.com' }],
])('refuses to start with half of it, naming %s', (name, env) => {
  expect(() => readBuyers(env)).toThrow(ConfigError)
  expect(() => readBuyers(env)).toThrow(new RegExp(`^${name}`))
})
