// npm run bench:csv: a file of new SKUs, the same file again, and a file of new prices, imported into an empty PostgreSQL.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { type Progress, startImportGateway } from '../import/gateway.ts'

const { values } = parseArgs({ options: { lines: { type: 'string', default: '20000' } } })
const count = Number(values.lines)
const MIB = 2 ** 20

let statements = 0
const { asked, followed, stop } = await startImportGateway(
  { SANDBOX: 'off' },
  { onStatement: () => void statements++ },
)

/** Products with two SKUs; a line for each SKU. */
const newSkus = () => {
  const lines = Array.from({ length: count }, (_, n) => {
    const product = Math.floor(n / 2)
    const title = n % 2 === 0 ? `Teapot number ${product}` : ''
    const categories = n % 2 === 0 ? `kind-${product % 40}` : ''
    return `SKU-${n},pot-${product},${title},${categories},Size: ${n % 2 ? 'L' : 'S'}; Colour: ${n % 7},${10 + (n % 90)}.50,${1 + (n % 30)}`
  })
  return ['sku,handle,title:en,categories,attributes,price,opening_stock:HUB', ...lines].join('\n')
}
const newPrices = () =>
  ['sku,price', ...Array.from({ length: count }, (_, n) => `SKU-${n},${11 + (n % 90)}.25`)].join('\n')

try {
  await asked(
    'mutation ($input: CreateWarehouseInput!) { createWarehouse(input: $input) { userErrors { message } } }',
    { input: { code: 'HUB', name: 'Hub', country: 'CN' } },
  )
  process.stdout.write(
    '| file | lines/s | statements a line | RSS at a tenth, half, end (MiB) | heap in use at the end (MiB) | load |\n|---|---:|---:|---:|---:|---:|\n',
  )
  await measure('new products and SKUs, with opening stock', newSkus())
  await measure('the same file again', newSkus())
  await measure('a new price for each SKU', newPrices())
} finally {
  await stop()
}

async function measure(name: string, text: string): Promise<void> {
  const uploadId = await upload(text)
  const before = statements
  const started = performance.now()
  const { importCatalogueCsv } = await asked<{ importCatalogueCsv: { catalogueImport: { id: string } } }>(
    `mutation ($input: ImportCatalogueCsvInput!) { importCatalogueCsv(input: $input) {
      catalogueImport { id } userErrors { message } } }`,
    { input: { source: { uploadId }, idempotencyKey: v7() } },
  )
  const seen: { done: number; mib: number }[] = []
  const ended = await followed(importCatalogueCsv.catalogueImport.id, ({ done }) =>
    seen.push({ done, mib: process.memoryUsage.rss() / MIB }),
  )
  const seconds = (performance.now() - started) / 1_000
  report(name, ended, seconds, (statements - before) / count, seen)
}

async function upload(text: string): Promise<string> {
  const body = Buffer.from(text)
  const { createUpload } = await asked<{ createUpload: { upload: { id: string }; uploadUrl: string } }>(
    'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id } uploadUrl userErrors { message } } }',
    { input: { contentType: 'text/csv', bytes: body.length, purpose: 'CATALOGUE_CSV' } },
  )
  await fetch(createUpload.uploadUrl, { method: 'PUT', body })
  return createUpload.upload.id
}

/** @param seen resident memory of gateway, worker and this program together, at each look */
function report(
  name: string,
  { status, created, updated, unchanged, failed, failures }: Progress,
  seconds: number,
  perLine: number,
  seen: readonly { done: number; mib: number }[],
): void {
  globalThis.gc?.()
  const heap = process.memoryUsage().heapUsed / MIB
  const at = (share: number) => seen.find(({ done }) => done >= share * count)?.mib.toFixed(0) ?? '?'
  process.stdout.write(
    `| ${name} | ${(count / seconds).toFixed(0)} | ${perLine.toFixed(2)} | ${at(0.1)}, ${at(0.5)}, ${seen.at(-1)?.mib.toFixed(0)} | ${heap.toFixed(0)} | ${loadavg()[0]?.toFixed(1)} |\n`,
  )
  process.stderr.write(
    `${status}: ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed\n`,
  )
  for (const failure of failures.nodes) process.stderr.write(`${JSON.stringify(failure)}\n`)
}
