import { type Config, DEVELOPMENT_ENCRYPTION_KEY, DEVELOPMENT_JWT_SECRET } from '../../src/config.ts'
import { DEVELOPMENT_PAYMENT_SECRET } from '../../src/config-orders.ts'
import { type Finding, ok, warning, withoutStop, wrong } from './finding.ts'

const JWKS_MS = 5_000
/** 32 random bytes have about 30 different ones; a word that is repeated has few. */
const LEAST_DIFFERENT = 16

/** Strength of what signs and seals. That development secrets are none in production, the configuration refuses. */
export async function checkKeys(config: Config): Promise<Finding[]> {
  return [checkEncryption(config), await checkTokens(config), checkPayments(config)]
}

const different = (bytes: Iterable<unknown>) => new Set(bytes).size
const RANDOM = 'openssl rand -base64 32'

function checkEncryption({ encryptionKeys, production }: Config): Finding {
  const name = 'encryption key'
  const weak = encryptionKeys.filter(
    (key) => different(key) < LEAST_DIFFERENT || key.toString('base64') === DEVELOPMENT_ENCRYPTION_KEY,
  ).length
  const many = encryptionKeys.length > 1 ? `, ${encryptionKeys.length - 1} older ones beside it` : ''
  if (weak === 0) return ok(name, `32 bytes${many}`)
  const remedy = `${RANDOM}; put the new key first and run npm run rotate:keys`
  return production
    ? wrong(name, 'its bytes are not random', remedy)
    : warning(name, 'the development key, or one that is not random', `in production: ${remedy}`)
}

async function checkTokens({ auth, production }: Config): Promise<Finding> {
  const name = 'token keys'
  if (auth.kind === 'jwks') return checkJwks(name, auth.url)
  const secrets = [auth.secret, auth.formerSecret ?? []].flat()
  if (secrets.includes(DEVELOPMENT_JWT_SECRET))
    return warning(
      name,
      'the development secret, which is public',
      `in production: AUTH_JWKS_URL, or ${RANDOM}`,
    )
  const many = secrets.length > 1 ? ', the former one beside it' : ''
  if (secrets.every((secret) => different(secret) >= LEAST_DIFFERENT))
    return ok(name, `shared secret of ${auth.secret.length} characters${many}`)
  const finding = production ? wrong : warning
  return finding(name, 'AUTH_JWT_SECRET has few different characters: it can be guessed', RANDOM)
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

function checkPayments({ orders: { paymentSecrets } }: Config): Finding {
  const name = 'payment secret'
  if (paymentSecrets.length === 0)
    return warning(
      name,
      'none: no payment is taken',
      'set PAYMENT_WEBHOOK_SECRET to what the provider signs with',
    )
  if (paymentSecrets.includes(DEVELOPMENT_PAYMENT_SECRET))
    return warning(
      name,
      'the development secret, which is public',
      'in production: set PAYMENT_WEBHOOK_SECRET',
    )
  return ok(name, `${paymentSecrets.length} accepted`)
}
