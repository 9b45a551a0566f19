// npm run token -- --role operator [--subject ID] [--ttl SECONDS]: a development token on stdout.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { signToken } from '../src/auth/tokens.ts'
import { ConfigError, readConfig } from '../src/config/index.ts'
import { ROLES } from '../src/domain/viewer.ts'

const USAGE = `Prints a development token.

  npm run token -- --role operator [--subject ID] [--ttl SECONDS]

  --role     ${ROLES.filter((role) => role !== 'anonymous').join(' | ')}
  --subject  whom it stands for: a customer's id, a supplier's key (default: dev-<role>; for a
             supplier yunling-tea, one of the seed's)
  --ttl      how long it is valid, in seconds (default: 86400, at most 31536000)

It is signed with AUTH_JWT_SECRET, or with the development secret when that is not set.`

const Options = z.object({
  role: z.enum(ROLES).exclude(['anonymous']),
  subject: z.string().min(1).max(200).optional(),
  ttl: z.coerce.number().int().min(1).max(31_536_000).default(86_400),
  help: z.boolean().optional(),
})

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n\n${USAGE}\n`)
  process.exit(1)
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        role: { type: 'string' },
        subject: { type: 'string' },
        ttl: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) {
      process.stdout.write(`${USAGE}\n`)
      process.exit(0)
    }
    const parsed = Options.safeParse(values)
    return parsed.success
      ? parsed.data
      : fail(`--${String(parsed.error.issues[0]?.path[0])} takes another value.`)
  } catch (error) {
    return fail((error as Error).message)
  }
}

const { role, subject, ttl } = readOptions()
try {
  const { auth } = readConfig()
  if (auth.kind !== 'secret') fail('AUTH_JWKS_URL is set: tokens come from that issuer.')
  if (1_000 * ttl > auth.tokenLifeMs)
    fail(
      `--ttl takes at most ${auth.tokenLifeMs / 1_000} seconds: AUTH_TOKEN_LIFE_DAYS is the longest life of a token.`,
    )
  process.stdout.write(
    `${await signToken(auth.secret, { role, subject: subject ?? (role === 'supplier' ? 'yunling-tea' : `dev-${role}`), ttlSeconds: ttl, issuer: auth.issuers[0] })}\n`,
  )
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  fail(error.message)
}
