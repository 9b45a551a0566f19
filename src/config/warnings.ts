import type { AuthSettings } from './auth.ts'
import type { MediaSettings } from './media.ts'
import type { SandboxSettings } from './server.ts'
import type { Env } from './setting.ts'
import { unknownVariables } from './unknown-variables.ts'

interface Judged {
  readonly production: boolean
  readonly role: 'all' | 'gateway' | 'worker'
  readonly databaseUrl: string | null
  readonly redisUrl: string | null
  readonly publicUrl: string | null
  readonly media: MediaSettings
  readonly sandbox: SandboxSettings
  readonly auth: AuthSettings
}

/** Sentences about valid but suspicious settings. */
export function warningsOf(config: Judged, env: Env): readonly string[] {
  const { production, sandbox, auth, role, databaseUrl, redisUrl, publicUrl, media } = config
  const warnings = unknownVariables(env).map(
    ({ name, meant }) => `${name} is no setting and is not read; ${meant} is the nearest one.`,
  )
  if (production && sandbox.enabled)
    warnings.push(
      'SANDBOX is on in production: the sandbox plays the marketplaces, and an empty database gets its seed.',
    )
  if (auth.kind === 'jwks' && (env.AUTH_JWT_SECRET || env.AUTH_JWT_FORMER_SECRET))
    warnings.push(
      'AUTH_JWKS_URL and AUTH_JWT_SECRET are both set: AUTH_JWKS_URL wins, tokens of the secret are refused.',
    )
  if (role !== 'all' && !databaseUrl)
    warnings.push(
      `ROLE is ${role} and DATABASE_URL is not set: no other process shares the embedded database.`,
    )
  else if (role !== 'all' && !redisUrl)
    warnings.push(
      `ROLE is ${role} and REDIS_URL is not set: every event is read from the database, and each gateway counts rate limits alone.`,
    )
  if (role !== 'all' && databaseUrl && media.bucket === null && !env.MEDIA_FOLDER)
    warnings.push(
      `ROLE is ${role} and neither MEDIA_S3_BUCKET nor MEDIA_FOLDER is set: other processes find uploaded files and pictures only where they share the folder.`,
    )
  if (production && publicUrl === null)
    warnings.push(
      'PUBLIC_URL is not set: addresses of pictures and uploads name this machine, which clients elsewhere can not reach.',
    )
  return warnings
}
