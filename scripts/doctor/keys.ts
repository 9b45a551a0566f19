import { type Config, weaknessOf } from '../../src/config/index.ts'
import { type Finding, ok, warning, withoutStop, wrong } from './finding.ts'

const JWKS_MS = 5_000

/** Strength of what signs and seals, by the rule of the start: production refuses what is a warning here. */
export async function checkKeys(config: Config): Promise<Finding[]> {
  return [checkEncryption(config), await checkTokens(config), checkPayments(config)]
}

const RANDOM = 'openssl rand -base64 32'

const weaknessAmong = (secrets: readonly (string | Buffer)[]): string | undefined =>
  secrets.flatMap((secret) => weaknessOf(secret) ?? [])[0]

function checkEncryption({ encryptionKeys }: Config): Finding {
  const name = 'encryption key'
  const weakness = weaknessAmong(encryptionKeys)
  const many = encryptionKeys.length > 1 ? `, ${encryptionKeys.length - 1} older ones beside it` : ''
  if (!weakness) return ok(name, `32 bytes${many}`)
  const remedy = `${RANDOM}; put the new key first and run npm run rotate:keys`
  return warning(name, `the key ${weakness}`, `in production: ${remedy}`)
}

async function checkTokens({ auth }: Config): Promise<Finding> {
  const name = 'token keys'
  if (auth.kind === 'jwks') return checkJwks(name, auth.url)
  const secrets = [auth.secret, auth.formerSecret ?? []].flat()
  const weakness = weaknessAmong(secrets)
  if (weakness) return warning(name, `the secret ${weakness}`, `in production: AUTH_JWKS_URL, or ${RANDOM}`)
  const many = secrets.length > 1 ? ', the former one beside it' : ''
  return ok(name, `shared secret of ${auth.secret.length} characters${many}`)
}

async function checkJwks(name: string, url: string): Promise<Finding> {
  const where = new URL(url)
  try {
    const answer = await fetch(where, { signal: AbortSignal.timeout(JWKS_MS) })
    const { keys } = (await answer.json()) as { keys?: unknown }
    if (!answer.ok || !Array.isArray(keys) || keys.length === 0)
      return wrong(
        name,
        `${where.host} answers ${answer.status} without keys`,
        'AUTH_JWKS_URL has to name a JWKS document',
      )
    if (where.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(where.hostname))
      return warning(
        name,
        `${keys.length} of ${where.host}, fetched without encryption`,
        'use an https address',
      )
    return ok(name, `${keys.length} of ${where.host}`)
  } catch (error) {
    return wrong(
      name,
      `${where.host} can't be asked: ${withoutStop(error)}`,
      'check AUTH_JWKS_URL and the way there: without it every token is refused',
    )
  }
}

function checkPayments({ orders: { paymentProviders } }: Config): Finding {
  const name = 'payment providers'
  if (paymentProviders.size === 0)
    return warning(
      name,
      'none: no payment is taken',
      'name the providers in PAYMENT_PROVIDERS, and set PAYMENT_SECRET_<NAME> to what each signs with',
    )
  const weakness = weaknessAmong([...paymentProviders.values()].flat())
  if (weakness)
    return warning(
      name,
      `a secret ${weakness}`,
      'in production: PAYMENT_PROVIDERS, and a PAYMENT_SECRET_<NAME> for each',
    )
  return ok(name, [...paymentProviders.keys()].join(', '))
}
