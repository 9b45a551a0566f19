import { refuseWeak } from './auth.ts'
import { ConfigError, type Table, type Values } from './setting.ts'
import { DEVELOPMENT_PAYMENT_SECRET } from './strength.ts'
import { list, secret, text } from './types.ts'

/** The provider that the sandbox plays: the only one that has a secret by default, outside production. */
export const SANDBOX_PROVIDER = 'sandbox'

const page =
  'an http or https address with {order}, and {amount} and {currency} where the provider needs them'

const provider = text().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

export const PAYMENTS = {
  PAYMENT_PROVIDERS: {
    type: list(
      provider,
      'names of small letters, digits and dashes, separated by commas, such as alipay,stripe-eu',
    ),
    otherwise: '`sandbox`; none in production',
    sentence:
      'Payment providers whose events are taken at `/webhooks/payment/:provider`; at any other name events get 404.',
  },
  'PAYMENT_SECRET_<NAME>': {
    type: list(secret(16), 'a secret of at least 16 characters, or several separated by commas'),
    secret: true,
    example: 'PAYMENT_SECRET_ALIPAY',
    otherwise: 'development secret for `sandbox`; none in production',
    sentence:
      'Signs the events of the provider (in capitals, dashes as underscores); several separated by commas while it is replaced. Each provider has its own.',
  },
  PAYMENT_PAGE_URL: {
    type: text(page).refine((value) => {
      const filled = value.replace(/\{(order|amount|currency)\}/g, '1')
      return /^https?:/.test(value) && URL.canParse(filled) && value.includes('{order}')
    }),
    otherwise: "the sandbox's",
    sentence: 'Where customers pay, with `{order}`, `{amount}` and `{currency}`: `Order.paymentUrl`.',
  },
} as const satisfies Table

export interface PaymentSettings {
  /**
   * Secrets of each payment provider whose events are taken, by its name: several while one is being replaced.
   * No provider shares a secret with another. Empty: no payment events are taken.
   */
  readonly paymentProviders: ReadonlyMap<string, readonly string[]>
  /** Page of the payment provider, with {order}, {amount} and {currency}; null: the sandbox's when it is on. */
  readonly paymentPage: string | null
}

/** @throws ConfigError */
export function paymentsOf(vars: Values<typeof PAYMENTS>, production: boolean): PaymentSettings {
  const names = vars.PAYMENT_PROVIDERS ?? (production ? [] : [SANDBOX_PROVIDER])
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new ConfigError(`PAYMENT_PROVIDERS names "${twice}" twice.`)
  const given = vars['PAYMENT_SECRET_<NAME>']
  const variables = names.map(paymentSecretOf)
  const stray = [...given.keys()].find((variable) => !variables.includes(variable))
  if (stray !== undefined)
    throw new ConfigError(
      `${stray} is the secret of no provider: PAYMENT_PROVIDERS names ${names.join(', ') || 'none'}.`,
    )
  const paymentProviders = new Map(names.map((name) => [name, secretsOf(name, given, production)]))
  refuseShared(paymentProviders)
  return { paymentProviders, paymentPage: vars.PAYMENT_PAGE_URL ?? null }
}

/** The variable that holds the secrets of a provider. */
const paymentSecretOf = (name: string) => `PAYMENT_SECRET_${name.toUpperCase().replaceAll('-', '_')}`

function secretsOf(
  name: string,
  given: ReadonlyMap<string, readonly string[]>,
  production: boolean,
): readonly string[] {
  const variable = paymentSecretOf(name)
  const isSandbox = name === SANDBOX_PROVIDER && !production
  const secrets = given.get(variable) ?? (isSandbox ? [DEVELOPMENT_PAYMENT_SECRET] : null)
  if (!secrets)
    throw new ConfigError(`${variable} is missing: the secret that the provider ${name} signs with.`)
  if (production) refuseWeak(variable, secrets)
  return secrets
}

function refuseShared(providers: ReadonlyMap<string, readonly string[]>): void {
  const owners = new Map<string, string>()
  for (const [name, secrets] of providers)
    for (const one of secrets) {
      const other = owners.get(one)
      if (other !== undefined && other !== name)
        throw new ConfigError(
          `${paymentSecretOf(name)} has to differ from ${paymentSecretOf(other)}: each provider has a secret of its own.`,
        )
      owners.set(one, name)
    }
}
