import type { z } from 'zod'

/** A sentence that names the variable, its value (never a secret) and the accepted ones. Printed as it is; the process ends with 1. */
export class ConfigError extends Error {}

export type Env = Readonly<Record<string, string | undefined>>

/** One environment variable, or with <…> in its name a family of them. The type's description says what is accepted, in words that follow "must be". */
export interface Setting {
  readonly type: z.ZodType<unknown, string>
  /** One sentence for docs/configuration.md and deploy/env.example. */
  readonly sentence: string
  /** The value when the variable is not set, as it would be written. Without one the setting may be undefined. */
  readonly default?: string
  /** The default in production, where it is another one. */
  readonly production?: string
  /** Behaviour without a value, in words; for settings without a default. */
  readonly otherwise?: string
  /** The value is never shown: it is a secret, or holds a password or personal data. */
  readonly secret?: true
  /** A name of the family. */
  readonly example?: string
  /** Of no use in production: deploy/env.example leaves it out. */
  readonly development?: true
}

export type Table = Readonly<Record<string, Setting>>

export type Values<T extends Table> = {
  readonly [Name in keyof T]: Name extends `${string}<${string}`
    ? ReadonlyMap<string, z.output<T[Name]['type']>>
    : z.output<T[Name]['type']> | (T[Name] extends { readonly default: string } ? never : undefined)
}

/** Longer values are cut in messages, characters. */
const SHOWN = 40

/** The values of one table. @throws ConfigError about the first variable that is wrong */
export function readTable<T extends Table>(table: T, env: Env, production: boolean): Values<T> {
  const values = Object.entries<Setting>(table).map(([name, setting]) => {
    const prefix = familyOf(name)
    if (prefix !== null) return [name, readFamily(prefix, setting, env)]
    const text = env[name] || (production ? setting.production : undefined) || setting.default
    return [name, text === undefined ? undefined : readValue(name, setting, text)]
  })
  return Object.fromEntries(values) as Values<T>
}

/** Prefix of a family of variables; null: a single variable. */
export function familyOf(name: string): string | null {
  const [prefix = '', ...rest] = name.split('<')
  return rest.length > 0 ? prefix : null
}

function readFamily(prefix: string, setting: Setting, env: Env): ReadonlyMap<string, unknown> {
  const members = Object.entries(env).filter(([name, text]) => name.startsWith(prefix) && text)
  return new Map(members.map(([name, text = '']) => [name, readValue(name, setting, text)]))
}

function readValue(name: string, setting: Setting, text: string): unknown {
  const parsed = setting.type.safeParse(text)
  if (parsed.success) return parsed.data
  const [field] = parsed.error.issues[0]?.path ?? []
  throw new ConfigError(`${name} must be ${setting.type.description}; got ${got(text, setting, field)}.`)
}

function got(text: string, { secret }: Setting, field: PropertyKey | undefined): string {
  if (typeof field === 'string') return `a wrong "${field}"`
  if (secret) return `${[...text].length} characters that are not shown`
  // A password in an address is a secret wherever it is written.
  const safe = text.replace(/\/\/[^/]*@/, '//…@')
  return JSON.stringify(safe.length > SHOWN ? `${safe.slice(0, SHOWN)}…` : safe)
}
