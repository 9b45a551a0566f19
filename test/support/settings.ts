import { randomBytes } from 'node:crypto'
import { ConfigError, readConfig } from '../../src/config/index.ts'

/** What the start would say; 'no error' when it takes the settings. */
export function refusalOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}

export const randomKey = () => randomBytes(32).toString('base64')

/** What production needs at least. Its keys are random: those that can be guessed or are printed are refused. */
export const PRODUCTION_NEEDS = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://db/shop',
  AUTH_JWT_SECRET: randomKey(),
  ENCRYPTION_KEY: randomKey(),
}

export const TAOBAO = { TAOBAO_APP_KEY: '12', TAOBAO_APP_SECRET: 'secret' }
export const VOP = { JD_VOP_APP_KEY: 'key', JD_VOP_APP_SECRET: 'secret', JD_VOP_TOKEN: 'token' }
export const WMS = {
  WMS_ENDPOINT: 'https://wms.example/',
  WMS_APP_KEY: 'key',
  WMS_APP_SECRET: 'secret',
  WMS_CUSTOMER_ID: 'link',
  WMS_OWNER_CODE: 'owner',
}
export const HUB = {
  name: '仓',
  mobile: '13000000000',
  province: '广东',
  city: '广州',
  district: '白云',
  address: '1号',
}
export const ACME = { PAYMENT_PROVIDERS: 'acme', PAYMENT_SECRET_ACME: 'a'.repeat(16) }
