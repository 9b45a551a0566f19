import { parse } from 'graphql'
import { ask, dataOf, type Question } from '../../path/support/ask.ts'
import type { Gateway } from '../../path/support/gateway.ts'
import { metric } from '../../path/support/stock.ts'
import { overWebSocket, type Watcher } from '../../path/support/watch.ts'
import { until } from '../../support/until.ts'
import type { Answers } from './answers.ts'
import type { Block } from './pages.ts'

export type Data = Record<string, unknown>
/** An item of a feed. */
export type Item = Record<string, unknown>

/** What the block asks, as whom its fence says (`role=customer subject=ada`; anonymous when it says nothing). */
export async function questionOf(gateway: Gateway, block: Block, variables: string, answers: Answers) {
  const note = (name: string) =>
    block.notes.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1)
  return {
    query: block.text,
    variables: JSON.parse(answers.fill(variables)) as Record<string, unknown>,
    authorization: await gateway.authorization(
      (note('role') ?? 'anonymous') as Parameters<Gateway['authorization']>[0],
      note('subject'),
    ),
  }
}

export function isSubscription({ text }: Block): boolean {
  return parse(text).definitions.some(
    (definition) => definition.kind === 'OperationDefinition' && definition.operation === 'subscription',
  )
}

/** The data of a query or mutation that went well: no error, no userError, nothing at the root that is not there. */
export async function answered(gateway: Gateway, question: Question): Promise<Data> {
  const data = dataOf(await ask<Data>(gateway.graph, question))
  for (const [field, value] of Object.entries(data)) {
    if (value === null) throw new Error(`${field} is null: there is nothing of what the page asks for`)
    const { userErrors = [] } = value as { userErrors?: unknown[] }
    if (userErrors.length > 0) throw new Error(`${field}: ${JSON.stringify(userErrors)}`)
  }
  return data
}

/** A subscription that is open; with what its feed says at once, when it is one with a snapshot. */
export async function opened(gateway: Gateway, question: Question): Promise<Watcher<Item>> {
  const active = () => metric(gateway.url, 'haitao_feed_active')
  const before = await active()
  const watcher = overWebSocket<Item>(gateway.graph, question)
  await until(async () => watcher.done || (await active()) > before, 'the subscription')
  if (question.query.includes('StockSnapshot')) await watcher.take(1)
  if (watcher.errors.length > 0) throw new Error(JSON.stringify(watcher.errors))
  return watcher
}
