import type { Running } from './app.ts'
import { signToken } from './auth/tokens.ts'
import { type Config, ConfigError } from './config/index.ts'
import { BusUnavailable } from './realtime/redis-bus.ts'
import { ListenError } from './server/http.ts'
import { createLogger, type Logger } from './server/logger.ts'
import { DatabaseUnavailable } from './store/database.ts'

/** Says what the start is doing: in one line on a terminal, in the log elsewhere. */
export function showProgress({ production, logLevel }: Pick<Config, 'production' | 'logLevel'>) {
  const { stderr } = process
  // Development logs warnings alone, and a first start takes minutes on a slow machine.
  if (!stderr.isTTY) return logProgress(createLogger(!production && logLevel === 'warn' ? 'info' : logLevel))
  return {
    show: (what: string) => {
      stderr.write(`\r\x1b[2K${what} …`)
    },
    clear: () => {
      stderr.write('\r\x1b[2K')
    },
  }
}

/** A line per step: of one that says how far it is, the first. */
export function logProgress(log: Pick<Logger, 'info'>) {
  let last = ''
  return {
    show: (what: string) => {
      const step = what.replace(/ \d+ % /, ' ')
      if (step !== last) log.info({ step }, 'starting')
      last = step
    },
    clear: () => log.info('started'),
  }
}

/** Where things are, and three things to try. */
export async function greeting(config: Config, { url, sandboxUrl, database }: Running): Promise<string> {
  if (config.role === 'worker') return `haitao-graph worker is running. Health: ${url}/readyz\n`
  const where = [
    ['graph', `${url}/graphql`, 'POST, GET, SSE; WebSocket with graphql-transport-ws'],
    ...(config.production
      ? []
      : [['GraphiQL', `${url}/graphiql`, 'works offline, with examples and tokens']]),
    ...(sandboxUrl ? [['sandbox', sandboxUrl, 'Taobao, JD, 1688 and the warehouse system']] : []),
    ['health', `${url}/readyz`, 'metrics at /metrics'],
    [
      'data',
      database.kind === 'embedded' ? config.dataDir : 'PostgreSQL',
      config.redisUrl ? 'events over Redis' : 'events in this process',
    ],
  ]
  const table = where.map(
    ([name = '', place = '', note = '']) => `  ${name.padEnd(9)} ${place.padEnd(34)} ${note}`,
  )
  return `\nhaitao-graph is running.\n\n${table.join('\n')}\n${config.production ? '' : await thingsToTry(config, url)}\nCtrl-C stops.\n`
}

async function thingsToTry({ auth }: Config, url: string): Promise<string> {
  const token =
    auth.kind === 'secret'
      ? await signToken(auth.secret, {
          role: 'operator',
          subject: 'dev-operator',
          ttlSeconds: 12 * 3600,
          issuer: auth.issuers[0],
        })
      : '<token>'
  return `
Three things to try

  1. Open ${url}/graphiql and press play in each tab: products with stock and live
     offers, a stock subscription, a mutation that changes stock.

  2. Ask for products:

     curl -s ${url}/graphql -H 'content-type: application/json' \\
       -d '{"query":"{ products(first: 3) { nodes { title price { amount currency } skus { code available } } } }"}'

  3. Watch all stock live (Ctrl-C ends it); the sandbox sells something every second:

     curl -sN ${url}/graphql -H 'accept: text/event-stream' -H 'content-type: application/json' \\
       -H 'authorization: Bearer ${token}' \\
       -d '{"query":"subscription { stockChanges(snapshot: false) { ... on StockChange { sku { code } delta level { available } } } }"}'
`
}

/** The one sentence that a failed start ends with; the whole error when it was not expected. */
export function failureSentence(error: unknown): string {
  const expected = [ConfigError, DatabaseUnavailable, BusUnavailable, ListenError]
  if (expected.some((kind) => error instanceof kind))
    return `haitao-graph can't start: ${(error as Error).message}`
  return `haitao-graph can't start, and did not expect this:\n${error instanceof Error ? error.stack : String(error)}`
}
