import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ExportError, type Options, readOptions } from '../../scripts/export/options.ts'
import { planOf } from '../../scripts/export/plan.ts'
import { cellAt } from '../../scripts/export/rows.ts'
import { type Exported, Interrupted, type Reporter, runExport } from '../../scripts/export/run.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'

const gateway = gatewayOfThisFile()
const ANALYST = 'client-examples/analyst'
const folder = mkdtempSync(join(tmpdir(), 'export-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const file = (text = '') => {
  const path = join(folder, `file-${files++}`)
  writeFileSync(path, text)
  return path
}

interface Told extends Reporter {
  readonly waits: [seconds: number, why: string][]
  total: number | null | undefined
}
function reporter(): Told {
  const told: Told = {
    waits: [],
    total: undefined,
    begin: (total) => {
      told.total = total
    },
    at: () => {},
    wait: (seconds, why) => void told.waits.push([seconds, why]),
  }
  return told
}

async function exported(options: Partial<Options> & Pick<Options, 'query'>, report = reporter()) {
  const out = options.out ?? file()
  const authorization = (await gateway().authorization('analyst')) ?? ''
  const token = authorization.replace('Bearer ', '')
  const all: Options = { format: 'csv', url: gateway().graph, token, ...options, out }
  const result: Exported = await runExport(all, report, {
    signal: new AbortController().signal,
    firstWaitMs: 1,
  })
  return { ...result, lines: readFileSync(out, 'utf8').trimEnd().split('\n'), report, out }
}

it('pages through a connection to its end, with dotted headers and a row for each node', async () => {
  const { rows, pages, lines, report } = await exported({ query: `${ANALYST}/stock-levels.graphql` })
  const count = await gateway().database.prisma.product.count()
  expect([rows, pages, report.total]).toEqual([count, Math.ceil(count / 50), count])
  expect(lines[0]).toBe(
    'title,categories.slug,skus.code,skus.available,skus.price.amount,skus.price.currency',
  )
  expect(lines).toHaveLength(count + 1)
  expect(new Set(lines).size).toBe(count + 1)
})

it('writes the same rows as JSON lines, as nested as the query', async () => {
  const { rows, pages, lines } = await exported({
    query: `${ANALYST}/sell-through.graphql`,
    variables: `${ANALYST}/sell-through.variables.json`,
    format: 'ndjson',
    page: 100,
  })
  expect(lines).toHaveLength(rows)
  expect(pages).toBe(Math.ceil(rows / 100))
  const codes = lines.map((line) => JSON.parse(line).sku.code)
  expect(new Set(codes).size).toBe(rows)
})

it.each(readdirSync(ANALYST).filter((name) => name.endsWith('.graphql')))(
  'exports %s as it stands',
  async (name) => {
    const variables = `${ANALYST}/${name.replace('.graphql', '.variables.json')}`
    const has = readdirSync(ANALYST).includes(name.replace('.graphql', '.variables.json'))
    const { rows, lines } = await exported({ query: `${ANALYST}/${name}`, ...(has && { variables }) })
    expect(rows).toBeGreaterThan(0)
    expect(lines).toHaveLength(rows + 1)
    expect(lines[0]?.split(',').length).toBeGreaterThan(3)
  },
)

it('goes on from a cursor, without a second header', async () => {
  const query = file('{ products(first: 40) { nodes { id } pageInfo { endCursor } } }')
  const whole = await exported({ query })
  const { data } = await gateway().ask<{ products: { pageInfo: { endCursor: string } } }>(
    readFileSync(query, 'utf8'),
  )
  const out = file(`${whole.lines.slice(0, 41).join('\n')}\n`)
  const rest = await exported({ query, out, after: data.products.pageInfo.endCursor })
  expect(rest.lines).toEqual(whole.lines)
  expect(rest.rows).toBe(whole.rows - 40)
})

it('takes the token for what it is: a refusal is said, and an older file is left alone', async () => {
  const out = file('older')
  const query = `${ANALYST}/order-funnel.graphql`
  await expect(exported({ query, out, token: 'a.b.c' })).rejects.toThrow(/token/i)
  const anonymous = { format: 'csv', url: gateway().graph, token: undefined, query, out } as const
  await expect(
    runExport(anonymous as unknown as Options, reporter(), { signal: new AbortController().signal }),
  ).rejects.toThrow('analytics: This needs a token')
  expect(readFileSync(out, 'utf8')).toBe('older')
})

/** A gateway that answers as told, one answer after the other. */
async function answering(...answers: ((response: ServerResponse) => void)[]) {
  const asked: { variables: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    asked.push(JSON.parse(body))
    answers[asked.length - 1]?.(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => new Promise((resolve) => server.close(resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, asked, stop }
}

const page = (ids: string[], endCursor: string | null) => (response: ServerResponse) =>
  response.end(
    JSON.stringify({
      data: {
        list: {
          nodes: ids.map((id) => ({ id })),
          exportPage: { hasNextPage: endCursor !== null, endCursor },
        },
      },
    }),
  )
const busy = (status: number) => (response: ServerResponse) =>
  response.writeHead(status, { 'retry-after': '0' }).end('{"errors":[{"message":"Too much."}]}')

it('waits when it is told to, asks for the same page again, and writes every row once', async () => {
  const { url, asked, stop } = await answering(page(['a'], 'c1'), busy(429), busy(503), page(['b'], null))
  const { lines, report } = await exported({ url, query: file('{ list: skus2 { nodes { id } } }') })
  await stop()
  expect(lines).toEqual(['id', 'a', 'b'])
  expect(asked.map(({ variables }) => variables.exportAfter)).toEqual([null, 'c1', 'c1', 'c1'])
  expect(report.waits).toEqual([
    [1, 'Too much.'],
    [1, 'Too much.'],
  ])
})

it('says with which cursor it goes on when a later page fails for good', async () => {
  const { url, stop } = await answering(page(['a', 'b'], 'c1'), (response) =>
    response.end('{"errors":[{"message":"No.","path":["list"]}]}'),
  )
  const failure = await exported({ url, query: file('{ list { nodes { id } } }') }).catch(
    (error: unknown) => error,
  )
  await stop()
  expect(failure).toBeInstanceOf(Interrupted)
  expect(failure).toMatchObject({ message: 'list: No.', after: 'c1', rows: 2 })
})

it.each([
  ['{ a { nodes { id } } b { nodes { id } } }', 'has 2 connections (a, b)'],
  ['mutation { a { nodes { id } } }', 'has a mutation; only queries are exported'],
  ['query A { a } query B { b }', 'name one with --operation'],
  ['{ a {', 'line 1, column'],
])('refuses %s', (query, sentence) => {
  expect(() => planOf(query, undefined, undefined)).toThrow(sentence)
})

it('makes the query pageable and keeps what it says otherwise', () => {
  const plan = planOf(
    'query Q($f: F) { v: things(filter: $f, after: "x") { edges { node { id ...More } } } } fragment More on T { m { n } }',
    undefined,
    7,
  )
  expect(plan.query.replaceAll(/\s+/g, ' ')).toContain(
    'query Q($f: F, $exportAfter: String) { v: things(filter: $f, first: 7, after: $exportAfter)',
  )
  expect([plan.path, plan.rows, plan.columns]).toEqual([
    ['v'],
    'edges',
    [
      ['node', 'id'],
      ['node', 'm', 'n'],
    ],
  ])
})

it('keeps texts from being taken for formulas, and joins lists', () => {
  const row = {
    a: '=1+1',
    b: '-12.50',
    c: -3,
    d: [{ e: 'x' }, { e: null }, { e: 'y' }],
    f: null,
    g: { h: 1 },
  }
  const cells = [['a'], ['b'], ['c'], ['d', 'e'], ['f'], ['g'], ['no']].map((path) => cellAt(row, path))
  expect(cells).toEqual(["'=1+1", '-12.50', -3, 'x; y', null, '{"h":1}', null])
})

it.each([
  [['--format', 'csv'], '--query is needed'],
  [['--query', 'q', '--format', 'xml'], '--format is csv or ndjson'],
  [['--query', 'q', '--format', 'csv', '--page', '101'], '--page is 1 to 100'],
  [['--query', 'q', '--format', 'csv', '--url', 'nowhere'], '--url is no address'],
  [['--qery', 'q'], "Unknown option '--qery'"],
])('names the option that is wrong: %s', (words, sentence) => {
  expect(() => readOptions(words)).toThrow(ExportError)
  expect(() => readOptions(words)).toThrow(sentence)
})
