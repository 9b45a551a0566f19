// npm run bench:import: a thousand items of other sellers, imported from the sandbox into an empty PostgreSQL.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { type Progress, startImportGateway } from './gateway.ts'

const { values } = parseArgs({ options: { items: { type: 'string', default: '1000' } } })
const MARKETS = ['TAOBAO', 'ALIBABA_1688', 'JD', 'WEIDIAN', 'PINDUODUO']
const wanted = Number(values.items)
const MIB = 2 ** 20

const { sandboxUrl, asked, followed, stop } = await startImportGateway({
  SANDBOX_PORT: '0',
  SANDBOX: 'on',
  SANDBOX_TRAFFIC: 'off',
})

try {
  const references: string[] = []
  for (const platform of MARKETS) {
    const count = Math.ceil(wanted / MARKETS.length)
    const answer = await fetch(`${sandboxUrl}/_control/share?platform=${platform}&count=${count}`)
    const { items } = (await answer.json()) as { items: { externalId: string }[] }
    references.push(...items.map(({ externalId }) => `${platform}:${externalId}`))
  }
  await asked(
    'mutation ($input: SavePriceRuleInput!) { savePriceRule(input: $input) { userErrors { message } } }',
    {
      input: { name: 'All', markupPercent: '20' },
    },
  )
  const started = performance.now()
  const { importItems } = await asked<{ importItems: { catalogueImport: { id: string } } }>(
    'mutation ($input: ImportItemsInput!) { importItems(input: $input) { catalogueImport { id } userErrors { message } } }',
    { input: { references: references.slice(0, wanted), publish: true, idempotencyKey: v7() } },
  )
  // A collection takes a tenth of a second: few of them, so that they are not what is measured.
  const marks = [0.1, 0.5, 1].map((share) => share * wanted)
  const heaps: number[] = []
  const ended = await followed(importItems.catalogueImport.id, ({ done }) => {
    if (done < (marks[heaps.length] ?? Number.POSITIVE_INFINITY)) return
    globalThis.gc?.()
    heaps.push(process.memoryUsage().heapUsed / MIB)
  })
  report(ended, (performance.now() - started) / 1_000, heaps)
} finally {
  await stop()
}

/** @param heaps what lived in memory, gateway and sandbox together, at a tenth, at half and at the end */
function report(
  { status, created, failed, failures }: Progress,
  seconds: number,
  heaps: readonly number[],
): void {
  const [tenth, half, end] = heaps.map((mib) => mib.toFixed(0))
  process.stdout.write(
    `${status}: ${created} items created, ${failed} failed, in ${seconds.toFixed(1)} s; load ${loadavg()[0]?.toFixed(1)}\n` +
      `heap in use: ${tenth} MiB at a tenth, ${half} MiB at half, ${end} MiB at the end\n`,
  )
  for (const failure of failures.nodes) process.stderr.write(`${JSON.stringify(failure)}\n`)
}
