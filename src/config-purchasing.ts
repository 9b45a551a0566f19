import { ConfigError } from './config-error.ts'

/** Platforms that are bought from with an account of its own, apart from the linked shops. 1688 shops buy themselves. */
export const BUYERS = ['TAOBAO_GLOBAL', 'JD_VOP'] as const
export type Buyer = (typeof BUYERS)[number]

export interface BuyerApp {
  readonly appKey: string
  readonly appSecret: string
  readonly accessToken: string
  readonly endpoint: string
}

/** The platforms' own addresses (purchasing.md 0). */
const REAL: Readonly<Record<Buyer, string>> = {
  TAOBAO_GLOBAL: 'https://api.taobao.global/rest',
  JD_VOP: 'https://bizapi.jd.com',
}

/**
 * The purchasing accounts that are set up: `<NAME>_APP_KEY`, `<NAME>_APP_SECRET` and `<NAME>_TOKEN`, and where it is
 * not the platform's own, `<NAME>_ENDPOINT`.
 * @throws ConfigError
 */
export function readBuyers(env: Readonly<Record<string, string | undefined>>): ReadonlyMap<Buyer, BuyerApp> {
  const buyers = new Map<Buyer, BuyerApp>()
  for (const name of BUYERS) {
    const [appKey, appSecret, accessToken] = ['APP_KEY', 'APP_SECRET', 'TOKEN'].map(
      (part) => env[`${name}_${part}`],
    )
    const endpoint = env[`${name}_ENDPOINT`]
    if (!appKey && !appSecret && !accessToken && !endpoint) continue
    if (!appKey || !appSecret || !accessToken)
      throw new ConfigError(
        `${name}_APP_KEY, ${name}_APP_SECRET and ${name}_TOKEN belong together: one is missing.`,
      )
    if (endpoint && !(/^https?:\/\//.test(endpoint) && URL.canParse(endpoint)))
      throw new ConfigError(`${name}_ENDPOINT takes an http or https address; it is set to something else.`)
    buyers.set(name, {
      appKey,
      appSecret,
      accessToken,
      endpoint: endpoint?.replace(/\/+$/, '') ?? REAL[name],
    })
  }
  return buyers
}
