import { z } from 'zod'
import { ConfigError } from './config-error.ts'
import { type Buyer, type BuyerApp, readBuyers } from './config-purchasing.ts'

/** What orders, payments and purchases need to know. */
export interface OrderSettings {
  /** How long stock is held for an order that is not paid, in minutes. */
  readonly reservationMinutes: number
  /** An order is completed so many days after its delivery. */
  readonly completeDays: number
  /** Webhooks of payment providers are signed with one of these: several while a secret is being replaced, none to take none. */
  readonly paymentSecrets: readonly string[]
  /** Page of the payment provider, with {order}, {amount} and {currency}; null: the sandbox's when it is on. */
  readonly paymentPage: string | null
  /** Purchasing accounts of real platforms; the sandbox plays those that are missing, when it is on. */
  readonly buyers: ReadonlyMap<Buyer, BuyerApp>
  /** Where sellers in China send what is bought to order; null: purchases wait for an operator. */
  readonly hub: HubAddress | null
}

/** Known to everybody who reads this file, therefore refused in production. */
export const DEVELOPMENT_PAYMENT_SECRET = 'haitao-graph-development-payment-secret'

const Hub = z.strictObject({
  name: z.string().min(1),
  mobile: z.string().min(5),
  country: z.string().default('中国'),
  province: z.string().min(1),
  city: z.string().min(1),
  district: z.string().min(1),
  town: z.string().exactOptional(),
  address: z.string().min(1),
  postCode: z.string().exactOptional(),
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

/** @throws ConfigError with one sentence that names the variable */
export function readOrderSettings(
  env: Readonly<Record<string, string | undefined>>,
  production: boolean,
): OrderSettings {
  // Without a secret of its own, production takes no payment events: the development secret is public.
  const given = env.PAYMENT_WEBHOOK_SECRET ?? (production ? undefined : DEVELOPMENT_PAYMENT_SECRET)
  const paymentSecrets = given?.split(',') ?? []
  if (paymentSecrets.some((secret) => secret.length < 16))
    throw new ConfigError(
      'PAYMENT_WEBHOOK_SECRET takes a secret of at least 16 characters, or several separated by commas.',
    )
  if (production && paymentSecrets.includes(DEVELOPMENT_PAYMENT_SECRET))
    throw new ConfigError(
      'PAYMENT_WEBHOOK_SECRET has to be another one in production: the development secret is public.',
    )
  return {
    reservationMinutes: wholeNumber(env, 'ORDER_RESERVATION_MINUTES', 30, 1, 7 * 24 * 60),
    completeDays: wholeNumber(env, 'ORDER_COMPLETE_DAYS', 14, 1, 365),
    paymentSecrets,
    paymentPage: pageOf(env.PAYMENT_PAGE_URL),
    buyers: readBuyers(env),
    hub: hubOf(env.HUB_ADDRESS) ?? (production ? null : DEVELOPMENT_HUB),
  }
}

function wholeNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  usual: number,
  min: number,
  max: number,
): number {
  const text = env[name]
  if (!text) return usual
  const number = Number(text)
  if (!Number.isInteger(number) || number < min || number > max)
    throw new ConfigError(`${name} takes a whole number from ${min} to ${max}; it is set to something else.`)
  return number
}

function pageOf(template: string | undefined): string | null {
  if (!template) return null
  const filled = template.replace(/\{(order|amount|currency)\}/g, '1')
  if (!/^https?:/.test(template) || !URL.canParse(filled) || !template.includes('{order}'))
    throw new ConfigError(
      'PAYMENT_PAGE_URL takes an http or https address with {order}, and {amount} and {currency} where they are needed.',
    )
  return template
}

function hubOf(text: string | undefined): HubAddress | null {
  if (!text) return null
  try {
    return Hub.parse(JSON.parse(text))
  } catch {
    throw new ConfigError(
      'HUB_ADDRESS takes JSON with name, mobile, province, city, district and address; it is set to something else.',
    )
  }
}
