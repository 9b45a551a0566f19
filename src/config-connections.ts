import { ConfigError } from './config-error.ts'

/** How long connections of subscribers live. */
export interface ConnectionSettings {
  /** A socket without any operation is closed after so long, ms; null: never. */
  readonly idleMs: number | null
  /** A socket or an event stream is ended after so long, whatever it does, ms; null: never. Clients come back. */
  readonly lifeMs: number | null
  /** When the process stops its connections end one after the other over so long, ms; 0: all at once. */
  readonly drainMs: number
}

type Env = Readonly<Record<string, string | undefined>>

/** 11 days: timers can't wait much longer. */
const LONGEST = 1_000_000

/** @throws ConfigError with one sentence that names the variable */
export function readConnectionSettings(env: Env, production: boolean): ConnectionSettings {
  return {
    idleMs: orNever(seconds(env, 'CONNECTION_IDLE_SECONDS', 600)),
    lifeMs: orNever(seconds(env, 'CONNECTION_LIFE_SECONDS', 24 * 3_600)),
    // At a keyboard nobody wants to wait.
    drainMs: seconds(env, 'DRAIN_SECONDS', production ? 10 : 0, 600),
  }
}

const orNever = (ms: number) => (ms === 0 ? null : ms)

/** In ms. */
function seconds(env: Env, name: string, usual: number, max = LONGEST): number {
  const text = env[name]
  const number = text ? Number(text) : usual
  if (!Number.isInteger(number) || number < 0 || number > max)
    throw new ConfigError(
      `${name} takes a whole number of seconds from 0 to ${max}; it is set to something else.`,
    )
  return 1_000 * number
}
