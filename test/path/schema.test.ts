import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { lexicographicSortSchema, type OperationDefinitionNode, parse, printSchema, validate } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../../schema/index.ts'
import { exampleTabs } from '../../src/server/graphiql/example-tabs.ts'
import { until } from '../support/until.ts'
import { ask } from './support/ask.ts'
import { gatewayOfThisFile } from './support/gateway.ts'
import { adjust, globalId, plentifulLevels, untilSubscribed } from './support/stock.ts'
import { overWebSocket } from './support/watch.ts'

const ROOT = resolve(import.meta.dirname, '../..')

it('is printed in schema/schema.graphql as the code has it', () => {
  const printed = printSchema(lexicographicSortSchema(schema))
  expect(readFileSync(resolve(ROOT, 'schema/schema.graphql'), 'utf8')).toContain(printed)
})

describe('the example tabs of GraphiQL', () => {
  const gateway = gatewayOfThisFile()
  /** As the page's tabs are made, with ids of the seed and tokens. */
  const tabs = async () => {
    const [operator, analyst] = await Promise.all(
      (['operator', 'analyst'] as const).map((role) => gateway().authorization(role)),
    )
    const [level] = await plentifulLevels(gateway(), 1)
    const alert = await gateway().database.prisma.inventoryAlert.findFirstOrThrow({
      where: { status: 'OPEN' },
    })
    return exampleTabs(
      { operator: bare(operator), analyst: bare(analyst) },
      {
        skuId: level?.skuId ?? '',
        warehouseId: level?.warehouseId ?? '',
        alertId: globalId('InventoryAlert', alert.id),
      },
    )
  }
  let all: Awaited<ReturnType<typeof tabs>>
  beforeAll(async () => {
    all = await tabs()
  })

  it('are all in the page that the gateway serves, with tokens and ids that exist', async () => {
    const page = await (await fetch(`${gateway().url}/graphiql`)).text()
    expect(all.length).toBeGreaterThanOrEqual(6)
    for (const { title } of all) expect(page).toContain(title)
    expect(page).not.toContain('PASTE_')
    expect(page).toContain('Bearer eyJ')
  })

  it('are valid, and each of their operations runs without an error on the seeded data', async () => {
    const ran: string[] = []
    for (const { query, variables, headers } of all) {
      const document = parse(query)
      expect(validate(schema, document)).toEqual([])
      for (const operation of document.definitions as OperationDefinitionNode[]) {
        const operationName = operation.name?.value ?? ''
        const question = {
          query,
          operationName,
          variables: JSON.parse(variables ?? '{}') as Record<string, unknown>,
          authorization: (JSON.parse(headers ?? '{}') as { Authorization?: string }).Authorization,
        }
        if (operation.operation === 'subscription') await expectEvent(question)
        else await expectAnswer(question)
        ran.push(operationName)
      }
    }
    expect(ran).toEqual([
      'Catalogue',
      'StockChanges',
      'AdjustStock',
      'LowStockAlerts',
      'Orders',
      'InventoryAlerts',
      'AcknowledgeAlert',
    ])
  })

  type Asked = Parameters<typeof ask>[1]

  async function expectAnswer(question: Asked): Promise<void> {
    const { data, errors, status } = await ask<Record<string, { userErrors?: unknown[] }>>(
      gateway().graph,
      question,
    )
    expect(errors).toEqual([])
    expect(status).toBe(200)
    for (const field of Object.values(data)) {
      expect(field).not.toBeNull()
      expect(field.userErrors ?? []).toEqual([])
    }
  }

  /** An event: the snapshot where there is one, else what a change of stock brings about. */
  async function expectEvent(question: Asked): Promise<void> {
    const watcher = overWebSocket(gateway().graph, question)
    await untilSubscribed(gateway().url, 1)
    const [level] = await plentifulLevels(gateway(), 1, 5)
    if (!level) throw new Error('no level')
    await adjust(gateway(), level, 1 - level.onHand)
    await until(() => watcher.items.length > 0, 'an event')
    expect(watcher.errors).toEqual([])
    await watcher.stop()
    await untilSubscribed(gateway().url, 0)
  }
})

const bare = (authorization: string | undefined) => authorization?.replace('Bearer ', '') ?? ''
