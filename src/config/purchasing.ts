import { z } from 'zod'
import { requiredLine } from '../domain/address.ts'
import { ConfigError, type Setting, type Table, type Values } from './setting.ts'
import { httpAddress, secret, text } from './types.ts'

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
const BOUGHT: Readonly<Record<Buyer, string>> = {
  TAOBAO_GLOBAL: 'Taobao and Tmall',
  JD_VOP: 'JD',
}

const Hub = z.strictObject({
  name: requiredLine(100),
  mobile: z.string().regex(/^\+?[\d -]{5,20}$/),
  country: requiredLine(100).default('中国'),
  province: requiredLine(100),
  city: requiredLine(100),
  district: requiredLine(100),
  town: requiredLine(100).exactOptional(),
  address: requiredLine(200),
  postCode: z
    .string()
    .regex(/^\d{6}$/)
    .exactOptional(),
})
export type HubAddress = z.output<typeof Hub>

/** The seed's hub, which the sandbox's sellers deliver to. */
const DEVELOPMENT_HUB: HubAddress = {
  name: '广州集运仓',
  mobile: '13000000000',
  country: '中国',
  province: '广东省',
  city: '广州市',
  district: '白云区',
  address: '测试大道1号',
}

const hub = z
  .string()
  .transform((value, context): unknown => {
    try {
      return JSON.parse(value)
    } catch {
      context.issues.push({ code: 'custom', input: value })
      return z.NEVER
    }
  })
  .pipe(Hub)
  .describe('JSON with name, mobile, province, city, district and address')

type Variable = `${Buyer}_${'APP_KEY' | 'APP_SECRET' | 'TOKEN' | 'ENDPOINT'}`

const ACCOUNTS = Object.fromEntries(BUYERS.flatMap(variablesOf)) as Record<
  Variable,
  Setting & { readonly type: ReturnType<typeof text> }
>

function variablesOf(buyer: Buyer): [Variable, Setting][] {
  return [
    [
      `${buyer}_APP_KEY`,
      {
        type: text(),
        otherwise: "the sandbox's",
        sentence: `Key of the account that buys on ${BOUGHT[buyer]}; without one and without the sandbox, such purchases wait for an operator.`,
      },
    ],
    [`${buyer}_APP_SECRET`, { type: secret(), secret: true, sentence: 'Its secret.' }],
    [`${buyer}_TOKEN`, { type: secret(), secret: true, sentence: 'Its access token.' }],
    [
      `${buyer}_ENDPOINT`,
      { type: httpAddress(REAL[buyer]), otherwise: REAL[buyer], sentence: 'Another address for calls.' },
    ],
  ]
}

export const PURCHASING = {
  HUB_ADDRESS: {
    type: hub,
    secret: true,
    otherwise: 'development hub',
    sentence:
      'Where sellers in China send what is bought to order, as JSON; without one, production leaves purchases to operators.',
  },
  ...ACCOUNTS,
} as const satisfies Table

/** Address that sellers in China send goods to; null: purchases wait for an operator. */
export function hubOf({ HUB_ADDRESS }: Values<typeof PURCHASING>, production: boolean): HubAddress | null {
  return HUB_ADDRESS ?? (production ? null : DEVELOPMENT_HUB)
}

/** The purchasing accounts that are set up. @throws ConfigError */
export function buyersOf(vars: Values<typeof PURCHASING>): ReadonlyMap<Buyer, BuyerApp> {
  const buyers = new Map<Buyer, BuyerApp>()
  for (const name of BUYERS) {
    const appKey = vars[`${name}_APP_KEY`]
    const appSecret = vars[`${name}_APP_SECRET`]
    const accessToken = vars[`${name}_TOKEN`]
    const endpoint = vars[`${name}_ENDPOINT`]
    if (!appKey && !appSecret && !accessToken && !endpoint) continue
    if (!appKey || !appSecret || !accessToken)
      throw new ConfigError(
        `${name}_APP_KEY, ${name}_APP_SECRET and ${name}_TOKEN belong together: one is missing.`,
      )
    buyers.set(name, { appKey, appSecret, accessToken, endpoint: endpoint ?? REAL[name] })
  }
  return buyers
}
