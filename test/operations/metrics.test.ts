import { beforeAll, expect, it } from 'vitest'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { adjust, plentifulLevels } from '../path/support/stock.ts'
import { overRawSse, overWebSocket } from '../path/support/watch.ts'
import { until } from '../support/until.ts'

const gateway = gatewayOfThisFile()

/** Samples of /metrics by name and labels, as Prometheus reads them. */
async function scrape(): Promise<Map<string, number>> {
  const text = await (await fetch(`${gateway().url}/metrics`)).text()
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}
const operations = (labels: string) => `haitao_operations_total{${labels}}`

let before: Map<string, number>
/** Waits until the sample has grown by this much since the file began. */
const grown = (name: string, by: number) =>
  until(async () => (await scrape()).get(name) === (before.get(name) ?? 0) + by, `${name} to grow by ${by}`)

beforeAll(async () => {
  before = await scrape()
})

it('count operations of every transport by type, role and outcome', async () => {
  await gateway().ask('{ viewer { role } }', {}, 'operator')
  await gateway().ask('{ viewer { role } }', {}, 'operator')
  await gateway().ask('{ viewer { noSuchField } }', {}, 'customer')
  await gateway().ask('{ systemStatus { at } }', {}, 'customer')
  await gateway().ask('{', {}, 'customer')
  await grown(operations('transport="http",type="query",role="operator",outcome="ok"'), 2)
  await grown(operations('transport="http",type="query",role="customer",outcome="FORBIDDEN"'), 1)
  await grown(
    operations('transport="http",type="unknown",role="unknown",outcome="GRAPHQL_VALIDATION_FAILED"'),
    1,
  )
  await grown(operations('transport="http",type="unknown",role="unknown",outcome="GRAPHQL_PARSE_FAILED"'), 1)
  const socket = overWebSocket(gateway().graph, { query: '{ viewer { role } }' })
  await socket.take(1)
  await grown(operations('transport="websocket",type="query",role="anonymous",outcome="ok"'), 1)
  await socket.stop()
  const refused = overWebSocket(gateway().graph, { query: '{ systemStatus { at } }' })
  await until(() => refused.done)
  await grown(operations('transport="websocket",type="query",role="anonymous",outcome="UNAUTHENTICATED"'), 1)
  await refused.stop()
  await grown('haitao_operation_seconds_count{type="query"}', 5)
})

it('count subscriptions when they begin, and what the feed gives them', async () => {
  const [level] = await plentifulLevels(gateway(), 1)
  if (!level) throw new Error('the seed has stock')
  const question = {
    query: `subscription ($ids: [ID!]) { stockChanges(skuIds: $ids, snapshot: false) { __typename } }`,
    variables: { ids: [level.skuId] },
    authorization: await gateway().authorization('operator'),
  }
  const watchers = [overRawSse(gateway().graph, question), overWebSocket(gateway().graph, question)]
  await grown(operations('transport="http",type="subscription",role="operator",outcome="ok"'), 1)
  await grown(operations('transport="websocket",type="subscription",role="operator",outcome="ok"'), 1)
  await grown('haitao_feed_active', 2)
  await adjust(gateway(), level, 1)
  await Promise.all(watchers.map((watcher) => watcher.take(1)))
  await grown('haitao_feed_sent_total', 2)
  await grown('haitao_feed_delivery_seconds_count', 1)
  await Promise.all(watchers.map((watcher) => watcher.stop()))
  await grown('haitao_feed_active', 0)
})

it('tell calls to platforms and what they carry', async () => {
  await gateway().ask('{ products(first: 3) { nodes { listings { live { quantity } } } } }')
  const samples = await scrape()
  const sum = (name: string) =>
    [...samples].filter(([key]) => key.startsWith(`${name}{`)).reduce((total, [, value]) => total + value, 0)
  expect(sum('haitao_upstream_call_seconds_count')).toBeGreaterThan(0)
  expect(sum('haitao_upstream_items_total')).toBeGreaterThanOrEqual(sum('haitao_upstream_call_seconds_count'))
})

it('tell what waits for the relay', async () => {
  await until(async () => (await scrape()).get('haitao_outbox_waiting') === 0, 'an outbox that is drained')
  expect((await scrape()).get('haitao_outbox_oldest_seconds')).toBe(0)
})

it('count periodic work by name and outcome, with its time', async () => {
  const names = ['expired reservations', 'alerts to suppliers', 'purchases', 'revoked tokens']
  for (const name of names)
    await until(
      async () =>
        ((await scrape()).get(`haitao_periodic_runs_total{name="${name}",outcome="done"}`) ?? 0) > 0,
      `a run of ${name}`,
    )
  const samples = await scrape()
  for (const name of names)
    expect(samples.get(`haitao_periodic_run_seconds_count{name="${name}"}`)).toBeGreaterThan(0)
})

it('count background jobs by queue and outcome, with their time', async () => {
  const { shops } = dataOf(await gateway().ask<{ shops: { id: string }[] }>('{ shops { id } }'))
  const { triggerSync } = dataOf(
    await gateway().ask<{ triggerSync: { userErrors: unknown[] } }>(
      'mutation ($shop: ID!) { triggerSync(input: { shopId: $shop, kind: PRODUCTS }) { userErrors { message } } }',
      { shop: shops[0]?.id },
    ),
  )
  expect(triggerSync.userErrors).toEqual([])
  await grown('haitao_jobs_total{queue="sync",outcome="done"}', 1)
  await grown('haitao_job_seconds_count{queue="sync"}', 1)
  const samples = await scrape()
  for (const queue of ['sync', 'inbox', 'reconcile', 'retry'])
    for (const state of ['waiting', 'running'])
      expect(samples.get(`haitao_queue_jobs{queue="${queue}",state="${state}"}`)).toBeGreaterThanOrEqual(0)
})
