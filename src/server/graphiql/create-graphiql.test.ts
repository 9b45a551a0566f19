import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGraphiQL } from './create-graphiql.ts'

let server: Server
let port: number
/** Links of the page: style sheets, module preloads and scripts. */
let assets: string[]

beforeAll(async () => {
  const graphiql = createGraphiQL(() => ({
    endpoint: '/graphql',
    tabs: [{ query: 'query A { a }', headers: '{ "Authorization": "Bearer </script><b>" }' }],
    note: 'a note',
  }))
  server = createServer(async (req, res) => {
    if (!(await graphiql(req, res))) res.writeHead(418).end('not its own')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  const { text } = await ask('/graphiql')
  assets = [...text.matchAll(/(?:href|src)="(\/graphiql\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('the page is HTML that is never stored and may load nothing from outside', async () => {
  const page = await ask('/graphiql')
  expect(page.status).toBe(200)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.headers['cache-control']).toBe('no-store')
  expect(page.headers['x-content-type-options']).toBe('nosniff')
  expect(page.headers['referrer-policy']).toBe('no-referrer')
  expect(page.text).toContain('<title>haitao-graph</title>')
  expect(page.text).not.toMatch(/(?:https?:|wss?:)?\/\/[a-z]/i)
  expect(page.body.length).toBeLessThan(5_000)
})

test('the policy names this origin only, and a nonce that changes with every view', async () => {
  const [first, second] = [await ask('/graphiql'), await ask('/graphiql')]
  const policy = String(first.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("connect-src 'self'")
  expect(policy).not.toMatch(/\*|https?:|unsafe-eval/)
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  expect(first.text).toContain(`<script type="importmap" nonce="${nonce}">`)
  expect(second.headers['content-security-policy']).not.toBe(policy)
})

test('options cannot break out of the element that carries them', async () => {
  const { text } = await ask('/graphiql/?query=ignored')
  const data = /<script type="application\/json" id="graphiql-options">(.*?)<\/script>/s.exec(text)?.[1] ?? ''
  expect(JSON.parse(data)).toEqual({
    endpoint: '/graphql',
    tabs: [{ query: 'query A { a }', headers: '{ "Authorization": "Bearer </script><b>" }' }],
    note: 'a note',
  })
})

test('every asset is typed, immutable, tagged and the same in each encoding', async () => {
  expect(assets).toHaveLength(14)
  for (const path of assets) {
    const plain = await ask(path)
    const brotli = await ask(path, { 'accept-encoding': 'gzip, deflate, br' })
    const gzip = await ask(path, { 'accept-encoding': 'gzip' })
    for (const answer of [plain, brotli, gzip]) {
      expect(answer.status).toBe(200)
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(answer.headers['content-type']).toMatch(/^text\/(javascript|css); charset=utf-8$/)
      expect(answer.headers.vary).toBe('Accept-Encoding')
      expect(answer.headers['content-length']).toBe(String(answer.body.length))
    }
    expect([plain, brotli, gzip].map((answer) => answer.headers['content-encoding'])).toEqual([
      undefined,
      'br',
      'gzip',
    ])
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true)
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    expect(new Set([plain, brotli, gzip].map((answer) => answer.headers.etag)).size).toBe(3)
  }
})

test('the fonts of the style sheet are files of their own, sent as they are', async () => {
  const sheet = await ask(assets.find((path) => path.includes('graphiql-')) ?? '')
  const fonts = [...new Set([...sheet.text.matchAll(/url\((font-[^)]+)\)/g)].map((match) => match[1]))]
  expect(fonts.length).toBeGreaterThan(20)
  expect(sheet.text).not.toContain('data:font')
  const font = await ask(`/graphiql/assets/${fonts[0]}`, { 'accept-encoding': 'br' })
  expect(font.status).toBe(200)
  expect(font.headers['content-type']).toMatch(/^font\/woff2?$/)
  expect(font.headers['content-encoding']).toBeUndefined()
  expect(font.body.subarray(0, 3).toString()).toBe('wOF')
})

test('an unchanged asset is answered without a body', async () => {
  const path = assets[0] ?? ''
  const accept = { 'accept-encoding': 'br' }
  const etag = String((await ask(path, accept)).headers.etag)
  const again = await ask(path, { ...accept, 'if-none-match': `"other", W/${etag}` })
  expect([again.status, again.body.length]).toEqual([304, 0])
  expect((await ask(path, { 'if-none-match': etag })).status).toBe(200)
})

test('HEAD has the headers of GET and no body', async () => {
  for (const path of ['/graphiql', assets[0] ?? '']) {
    const head = await ask(path, {}, 'HEAD')
    expect([head.status, head.body.length]).toEqual([200, 0])
    expect(Number(head.headers['content-length'])).toBeGreaterThan(100)
  }
})

test('unknown assets, other methods and other paths', async () => {
  const unknown = await ask('/graphiql/assets/../../package.json')
  expect([unknown.status, unknown.headers['cache-control']]).toEqual([404, 'no-store'])
  expect((await ask('/graphiql/assets/page.mjs')).status).toBe(404)
  const post = await ask('/graphiql', {}, 'POST')
  expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD'])
  for (const path of ['/', '/graphql', '/graphiqlx', '/graphiql/other', '//']) {
    expect((await ask(path)).status).toBe(418)
  }
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  text: string
}

/** A plain request: no decompression, no path clean-up. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, method, headers }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('error', reject)
      res.on('end', () => {
        const body = Buffer.concat(chunks)
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body, text: body.toString('utf8') })
      })
    })
    req.on('error', reject)
    req.end()
  })
}
