import type { Table, Values } from './setting.ts'
import { httpAddress, oneOf, onOff, text, wholeNumber } from './types.ts'

const port = wholeNumber(0, 65_535)

export const SERVER = {
  NODE_ENV: {
    type: oneOf('development', 'test', 'production'),
    sentence: '`production` refuses development secrets and the embedded database, and closes GraphiQL.',
  },
  ROLE: {
    type: oneOf('all', 'gateway', 'worker'),
    default: 'all',
    sentence: '`gateway` answers clients, `worker` runs the relay and the jobs, `all` does both.',
  },
  HOST: {
    type: text('an address to listen on, such as 127.0.0.1'),
    default: '127.0.0.1',
    sentence: 'Address where the process listens.',
  },
  PORT: { type: port, default: '4000', sentence: 'Port where the process listens; 0 takes a free one.' },
  PUBLIC_URL: {
    type: httpAddress('https://graph.example.com'),
    otherwise: "the gateway's own address",
    sentence:
      'Where people and platforms reach the gateway: OAuth callbacks and webhooks. Production needs it when a marketplace is set.',
  },
  LOG_LEVEL: {
    type: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    default: 'warn',
    production: 'info',
    sentence: 'Least level of the log, which is JSON lines on standard error.',
  },
} as const satisfies Table

export const SANDBOX_SETTINGS = {
  SEED: {
    type: onOff,
    otherwise: 'on with the sandbox',
    sentence:
      'Fills an empty database with the demonstration. `off` starts empty, the sandbox standing for the platforms alone.',
    development: true,
  },
  SANDBOX: {
    type: onOff,
    otherwise: 'on; off in production and when a real marketplace is set',
    sentence: 'Starts the sandbox of marketplaces and warehouse system.',
    development: true,
  },
  SANDBOX_PORT: {
    type: port,
    default: '4010',
    sentence: 'Port of the sandbox; a second gateway of the same machine uses the sandbox that runs already.',
    development: true,
  },
  SANDBOX_TRAFFIC: {
    type: onOff,
    default: 'on',
    sentence: 'Sells and receives something every second.',
    development: true,
  },
} as const satisfies Table

export interface SandboxSettings {
  readonly enabled: boolean
  readonly port: number
  readonly traffic: boolean
  /** An empty database is filled with the demonstration. */
  readonly seed: boolean
}

/** @param wanted default: whether the sandbox runs */
export function sandboxOf(
  { SANDBOX, SANDBOX_PORT, SANDBOX_TRAFFIC, SEED }: Values<typeof SANDBOX_SETTINGS>,
  wanted: boolean,
): SandboxSettings {
  const enabled = SANDBOX ?? wanted
  return { enabled, port: SANDBOX_PORT, traffic: SANDBOX_TRAFFIC, seed: enabled && (SEED ?? true) }
}
