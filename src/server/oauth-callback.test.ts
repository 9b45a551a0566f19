import { createHash } from 'node:crypto'
import type { Server } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import type { Platform } from '../domain/platform.ts'
import type { LinkAnswer, LinkFailure, LinkResult } from '../sync/shops/finish-link.ts'
import { closeHttpServer, createHttpServer, listen } from './http.ts'
import { createLogger } from './logger.ts'
import { callbackPath, oauthCallback } from './oauth-callback.ts'

let server: Server | undefined
afterEach(async () => {
  if (server) await closeHttpServer(server)
})

/** The callback alone, over a use case that gives this. */
async function start(finish: () => Promise<LinkResult>) {
  const asked: { platform: Platform; answer: LinkAnswer }[] = []
  const lines: string[] = []
  const log = createLogger('trace', { write: (line) => void lines.push(line) })
  const finishLink = (platform: Platform, answer: LinkAnswer) => {
    asked.push({ platform, answer })
    return finish()
  }
  server = createHttpServer([oauthCallback({ finishLink, log })], log)
  const port = await listen(server, '127.0.0.1', 0)
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: response.status, headers: response.headers, page: await response.text() }
  }
  return { asked, lines, get }
}

const CALL = '/oauth/jd/callback?state=the-state&code=the-code'

it('hands over what the platform sent, and nothing else', async () => {
  const { asked, get } = await start(async () => ({ kind: 'linked', shopName: 'Tea' }))
  expect((await get(`${CALL}&x=1&error=`)).status).toBe(400)
  expect((await get(`${CALL}&x=1`)).status).toBe(200)
  await get('/oauth/alibaba_1688/callback?error=access_denied&state=s')
  expect(asked).toEqual([
    { platform: 'JD', answer: { state: 'the-state', code: 'the-code', error: null } },
    { platform: 'ALIBABA_1688', answer: { state: 's', code: null, error: 'access_denied' } },
  ])
  expect(callbackPath('ALIBABA_1688')).toBe('/oauth/alibaba_1688/callback')
})

it('shows names and what platforms say as text, on a page that can load and run nothing', async () => {
  const nasty = `<img src=x onerror="alert('1')">&`
  const { get } = await start(async () => ({ kind: 'linked', shopName: nasty }))
  const { page, headers } = await get(CALL)
  expect(page).not.toContain('<img')
  expect(page).toContain('&#60;img')
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

it.each<[LinkFailure, number, string]>([
  ['unknown', 400, 'not one of ours'],
  ['used', 400, 'used already'],
  ['expired', 400, 'has run out'],
  ['denied', 400, 'did not get your consent'],
  ['code-refused', 400, 'did not take its own code'],
  ['unavailable', 503, 'does not answer just now'],
  ['misconfigured', 502, 'Tell the operator'],
])('says what went wrong and what to do: %s', async (kind, status, sentence) => {
  const { get } = await start(async () => ({ kind, said: '<b>no</b>' }))
  const answer = await get(CALL)
  expect(answer.status).toBe(status)
  expect(answer.page).toContain(sentence)
  expect(answer.page).toContain('It said: &#60;b&#62;no&#60;/b&#62;')
})

it('gives an id for what nobody expected, which stands in the log without the code', async () => {
  const { get, lines } = await start(async () => {
    throw new Error('the database is away')
  })
  const { status, page } = await get(CALL)
  expect(status).toBe(500)
  const id = /log: ([\w-]{36})/.exec(page)?.[1] ?? 'no id'
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(id)
  expect(lines[0]).toContain('the database is away')
  expect(lines[0]).not.toMatch(/the-code|the-state/)
  expect(page).not.toContain('the database is away')
})

it('is not for other paths', async () => {
  const { get, asked } = await start(async () => ({ kind: 'linked', shopName: 'Tea' }))
  for (const path of ['/oauth/jd', '/oauth/jd/callback/more', '/oauth//callback', '/x/oauth/jd/callback'])
    expect((await get(path)).headers.get('content-type')).toContain('json')
  expect(asked).toEqual([])
})
