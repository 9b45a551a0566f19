import { randomUUID } from 'node:crypto'
import { cart, type Graph, PLACE, place } from './graph.ts'
import { expectThat, joined, type Race, type Report, rush, tally } from './race.ts'
import { type Prop, props } from './stage.ts'

const CANCEL = `mutation ($id: ID!, $key: String!) { cancelOrder(input: { id: $id, reason: "attack", idempotencyKey: $key }) { userErrors { code message } } }`
const TRANSFER = `mutation ($input: TransferStockInput!) { transferStock(input: $input) { userErrors { code message } } }`
const ADJUST = `mutation ($input: AdjustStockInput!) { adjustStock(input: $input) { userErrors { code message } } }`

/** Runs with one SKU's stock set aside, and always restores it. */
async function withProp(
  graph: Graph,
  work: (prop: Prop) => Promise<Report>,
  warehouses = 1,
): Promise<Report> {
  const [prop] = await props(graph, 1, warehouses)
  if (!prop) throw new Error('no SKU to work with')
  try {
    return await work(prop)
  } finally {
    await prop.restore()
  }
}

const customer = () => ({ customer: `attack-${randomUUID()}` })

/** 200 customers for the last 10 units. */
export const lastPieces = (rounds: number): Race => ({
  name: '200 orders for the last 10 pieces',
  run: (graph) =>
    withProp(graph, async (prop) => {
      const reports: Report[] = []
      for (let round = 0; round < rounds; round++) reports.push(await lastPiecesOnce(graph, prop))
      return joined(reports)
    }),
})

async function lastPiecesOnce(graph: Graph, prop: Prop, attempt = 1): Promise<Report> {
  const since = new Date(Date.now() - 1_000)
  await prop.set(10)
  const results = await rush(200, () => place(graph, customer(), cart([{ skuId: prop.skuId, quantity: 1 }])))
  const answers = tally(results.map((result) => result.answer))
  const left = await prop.available()
  const orders = results.flatMap((result) => result.order ?? [])
  const violations = expectThat(
    [answers.ok === 10, `${answers.ok ?? 0} orders for 10 pieces`],
    [
      answers.INSUFFICIENT_STOCK === 190,
      `${answers.INSUFFICIENT_STOCK ?? 0} of 190 refused for want of stock`,
    ],
    [left === 0, `${left} pieces left`],
    [new Set(orders.map((order) => order.number)).size === orders.length, 'two orders share a number'],
  )
  const strangers = violations.length > 0 ? await prop.strangers(since) : []
  for (const order of orders) await graph.word('operator', CANCEL, { id: order.id, key: randomUUID() })
  // Somebody else sold or delivered the same SKU meanwhile: that round says nothing.
  if (strangers.length > 0 && attempt < 3) return lastPiecesOnce(graph, prop, attempt + 1)
  return { attempts: 200, answers, violations }
}

export const oneKey: Race = {
  name: 'one idempotency key, 50 times',
  run: (graph) =>
    withProp(graph, async (prop) => {
      await prop.set(100)
      const before = await prop.available()
      const who = customer()
      const variables = cart([{ skuId: prop.skuId, quantity: 1 }])
      const answers = await rush(50, async () => {
        try {
          return JSON.stringify(await graph.ask(who, PLACE, variables))
        } catch (error) {
          return `failed (${(error as Error).message.slice(0, 60)})`
        }
      })
      const taken = before - (await prop.available())
      const { order } = await place(graph, who, variables)
      if (order) await graph.word('operator', CANCEL, { id: order.id, key: randomUUID() })
      return {
        attempts: 50,
        answers: tally(answers.map((answer) => (answer.startsWith('failed') ? answer : 'ok'))),
        violations: expectThat(
          [new Set(answers).size === 1, `${new Set(answers).size} different answers to one request`],
          [taken === 1, `${taken} pieces taken by one order`],
        ),
      }
    }),
}

export const sharedSku: Race = {
  name: 'two lines of one SKU, together too much',
  run: (graph) =>
    withProp(graph, async (prop) => {
      await prop.set(5)
      const { skuId } = prop
      const lines = [
        { skuId, quantity: 3 },
        { skuId, quantity: 3 },
      ]
      const results = await rush(20, () => place(graph, customer(), cart(lines)))
      const answers = tally(results.map((result) => result.answer))
      const left = await prop.available()
      for (const { order } of results)
        if (order) await graph.word('operator', CANCEL, { id: order.id, key: randomUUID() })
      return {
        attempts: 20,
        answers,
        violations: expectThat(
          [answers.INSUFFICIENT_STOCK === 20, `${20 - (answers.INSUFFICIENT_STOCK ?? 0)} not refused`],
          [left === 5, `${left} of 5 pieces left`],
        ),
      }
    }),
}

export const compareAndSet: Race = {
  name: 'one count of one version, 50 times',
  run: (graph) =>
    withProp(graph, async (prop) => {
      await prop.set(40)
      const [level] = await prop.levels()
      if (!level) throw new Error('the SKU has no level')
      const { version, warehouse, onHand } = level
      const answers = await rush(50, (index) =>
        graph.word('operator', ADJUST, {
          input: {
            skuId: prop.skuId,
            warehouseId: warehouse.id,
            setOnHand: onHand + 1 + index,
            expectedVersion: version,
            idempotencyKey: randomUUID(),
          },
        }),
      )
      const counts = tally(answers)
      const violations = expectThat(
        [counts.ok === 1, `${counts.ok ?? 0} counts of one version were taken`],
        [counts.VERSION_CONFLICT === 49, `${counts.VERSION_CONFLICT ?? 0} of 49 were told of the conflict`],
      )
      return { attempts: 50, answers: counts, violations }
    }),
}

export const transfers: Race = {
  name: 'transfers in opposite directions',
  run: (graph) =>
    withProp(
      graph,
      async (prop) => {
        await prop.set(30)
        const [a, b] = await prop.levels()
        if (!a || !b) throw new Error('the SKU lies in one warehouse only')
        const total = async () => (await prop.levels()).reduce((sum, level) => sum + level.onHand, 0)
        const before = await total()
        const answers = await rush(60, (index) => {
          const [from, to] = index % 2 ? [a, b] : [b, a]
          const input = {
            skuId: prop.skuId,
            fromWarehouseId: from.warehouse.id,
            toWarehouseId: to.warehouse.id,
            quantity: 1,
            idempotencyKey: randomUUID(),
          }
          return graph.word('operator', TRANSFER, { input })
        })
        const after = await total()
        const failed = answers.filter((answer) => answer.startsWith('failed'))
        return {
          attempts: 60,
          answers: tally(answers),
          violations: expectThat(
            [failed.length === 0, `${failed.length} transfers ended in an error`],
            [after === before, `${before} pieces became ${after}`],
          ),
        }
      },
      2,
    ),
}
