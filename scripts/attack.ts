// npm run attack: replays races for stock, payments and states against a running gateway, over the wire.
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../src/config/index.ts'
import { graphAt } from './attack/graph.ts'
import {
  deliveredThenShipped,
  falsePayments,
  othersOrders,
  paidAndCancelled,
  repeatedPayment,
} from './attack/order-races.ts'
import { anotherProvider, hoarder, refundedInAnyOrder } from './attack/payment-races.ts'
import type { Race, Report } from './attack/race.ts'
import { compareAndSet, lastPieces, oneKey, sharedSku, transfers } from './attack/stock-races.ts'

const USAGE = `Replays races against a running gateway and prints what it did wrong. It sets stock of a few SKUs,
puts it back, and cancels the orders it placed: meant for a gateway with test data.

  npm run attack -- [--url http://localhost:4000/graphql] [--rounds 5]

  --url             the graph (default: http://localhost:4000/graphql)
  --rounds          how often the rush for the last pieces is repeated
  --operator-token  else signed with AUTH_JWT_SECRET, or with the development secret
  --customer-token  one customer for everything, with ORDER_MAX_UNPAID raised; else many, signed likewise
  --payment-provider  else the first of PAYMENT_PROVIDERS, or the sandbox's
  --payment-secret    else the provider's PAYMENT_SECRET_<NAME>, or the development secret

It ends with 0 when nothing was violated, with 1 otherwise.`

function readOptions() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:4000/graphql' },
      rounds: { type: 'string', default: '5' },
      'operator-token': { type: 'string' },
      'customer-token': { type: 'string' },
      'payment-provider': { type: 'string' },
      'payment-secret': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const rounds = Number(values.rounds)
  if (!URL.canParse(values.url)) throw new ConfigError('--url takes the address of a graph.')
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1000)
    throw new ConfigError('--rounds takes a whole number from 1 to 1000.')
  return { ...values, rounds }
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const rowOf = ({ name }: Race, { attempts, answers, violations }: Report) => [
  name,
  String(attempts),
  String(violations.length),
  Object.entries(answers)
    .map(([answer, count]) => `${count} ${answer}`)
    .join(', '),
]

async function main(): Promise<number> {
  const options = readOptions()
  if (options.help) {
    process.stdout.write(`${USAGE}\n`)
    return 0
  }
  const { auth, orders } = readConfig()
  const [first = 'sandbox'] = orders.paymentProviders.keys()
  const provider = options['payment-provider'] ?? first
  const secret = options['payment-secret'] ?? orders.paymentProviders.get(provider)?.[0]
  const graph = graphAt({
    url: options.url,
    operatorToken: options['operator-token'],
    customerToken: options['customer-token'],
    jwtSecret: auth.kind === 'secret' ? auth.secret : null,
    payments: secret === undefined ? null : { provider, secret },
  })
  const races: Race[] = [
    lastPieces(options.rounds),
    oneKey,
    sharedSku,
    compareAndSet,
    transfers,
    othersOrders,
    hoarder(orders.unpaidLimits.orders),
  ]
  if (graph.canPay)
    races.push(
      repeatedPayment,
      falsePayments,
      anotherProvider,
      refundedInAnyOrder,
      paidAndCancelled,
      deliveredThenShipped,
    )
  const rows = [['race', 'attempts', 'violations', 'answers']]
  const violations: string[] = []
  for (const race of races) {
    process.stderr.write(`${race.name}…\n`)
    const report = await race.run(graph)
    rows.push(rowOf(race, report))
    violations.push(...report.violations.map((violation) => `${race.name}: ${violation}`))
  }
  process.stdout.write(`${table(rows)}\n\n`)
  for (const violation of violations) process.stdout.write(`VIOLATED  ${violation}\n`)
  process.stdout.write(
    violations.length === 0 ? 'Nothing was violated.\n' : `${violations.length} violations.\n`,
  )
  return violations.length === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n\n${USAGE}\n` : `${(error as Error).message}\n`,
  )
  process.exitCode = 2
}
