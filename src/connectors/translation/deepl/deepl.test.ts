import { afterEach, describe, expect, it } from 'vitest'
import type { UpstreamError } from '../../../domain/upstream-error.ts'
import { type Reply, type Seen, startLocalServer } from '../../local-server.test-kit.ts'
import { requestsOf } from '../../translation.ts'
import type { UpstreamCallEvent } from '../../upstream.ts'
import { deepl } from './index.ts'

const KEY = 'secret-key-of-ours'
let end: () => Promise<unknown> = async () => {}
afterEach(() => end())

async function service(reply: (seen: Seen, count: number) => Reply | Promise<Reply>) {
  const server = await startLocalServer(reply)
  end = server.stop
  const calls: UpstreamCallEvent[] = []
  const translator = deepl({
    key: KEY,
    endpoint: server.url,
    retry: { baseMs: 1, maxMs: 1, longestBanMs: 0 },
    onCall: (event) => calls.push(event),
  })
  return { translator, calls, seen: server.seen }
}
const translations = (texts: readonly string[]): Reply =>
  JSON.stringify({ translations: texts.map((text) => ({ detected_source_language: 'ZH', text })) })
const echo = ({ form }: Seen) => translations(form.getAll('text').map((text) => `en:${text}`))
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: UpstreamError) => error,
  )

describe('a call to DeepL', () => {
  it('names both languages and gives the translations in the order of the texts, as plain text', async () => {
    const { translator, seen, calls } = await service(echo)
    const texts = ['红色', '<b>茶 & 水</b>', '第一行\n第二行']
    expect(await translator.translate(texts, 'zh', 'en')).toEqual(texts.map((text) => `en:${text}`))
    expect(seen).toHaveLength(1)
    expect(seen[0]?.url.pathname).toBe('/v2/translate')
    expect(Object.fromEntries(seen[0]?.form ?? [])).toMatchObject({ source_lang: 'zh', target_lang: 'en-US' })
    for (const name of ['tag_handling', 'formality']) expect(seen[0]?.form.has(name)).toBe(false)
    expect(calls).toMatchObject([{ upstream: 'DEEPL', outcome: 'ok', items: 3, attempt: 1 }])
  })

  it.each([
    ['pt', 'pt-PT'],
    ['pt-BR', 'pt-BR'],
    ['zh-TW', 'zh-HANT'],
    ['fr', 'fr'],
  ])('calls the language %s %s', async (locale, target) => {
    const { translator, seen } = await service(echo)
    await translator.translate(['茶'], 'zh', locale)
    expect(seen[0]?.form.get('target_lang')).toBe(target)
  })

  it.each([
    [403, 'needs-authorization', 1],
    [456, 'rate-limited', 1],
    [429, 'rate-limited', 1],
    [400, 'rejected', 1],
    [413, 'rejected', 1],
    [404, 'misconfigured', 1],
    [503, 'transient', 3],
    [500, 'transient', 3],
  ])('takes %i for %s after %i attempts, and tells no key', async (status, kind, attempts) => {
    const { translator, seen, calls } = await service(() => ({
      status,
      body: JSON.stringify({ message: `no: ${KEY}` }),
    }))
    const refusal = await refusalOf(translator.translate(['茶'], 'zh', 'en'))
    expect(refusal).toMatchObject({ kind, upstream: 'DEEPL' })
    expect(refusal?.message).not.toContain(KEY)
    expect(refusal?.message).toContain('no: ***')
    expect(seen).toHaveLength(attempts)
    expect(calls.map(({ outcome }) => outcome)).toEqual(Array.from({ length: attempts }, () => kind))
  })

  it('waits for a new month day by day, and for too many requests a while', async () => {
    const status = { now: 456 }
    const { translator } = await service(() => ({ status: status.now }))
    const quota = await refusalOf(translator.translate(['茶'], 'zh', 'en'))
    expect(quota).toMatchObject({ code: '456', retryAfterMs: expect.any(Number) })
    status.now = 429
    expect(await refusalOf(translator.translate(['茶'], 'zh', 'en'))).toMatchObject({
      code: '429',
      retryAfterMs: 10_000,
    })
  })

  it('goes on after a lost connection', async () => {
    const { translator, seen } = await service((one, count) => (count === 1 ? 'hang up' : echo(one)))
    expect(await translator.translate(['茶'], 'zh', 'en')).toEqual(['en:茶'])
    expect(seen).toHaveLength(2)
  })

  it.each([
    ['no JSON', 'hello'],
    ['too few translations', translations(['one'])],
    ['none', '{}'],
  ])('refuses an answer with %s', async (_what, body) => {
    const { translator } = await service(() => body)
    expect(await refusalOf(translator.translate(['茶', '水'], 'zh', 'en'))).toMatchObject({
      kind: 'misconfigured',
    })
  })

  it('ends with its signal', async () => {
    const control = new AbortController()
    const { translator, calls } = await service(() => {
      control.abort(new Error('stopped'))
      return new Promise<Reply>(() => {})
    })
    await expect(translator.translate(['茶'], 'zh', 'en', control.signal)).rejects.toThrow('stopped')
    expect(calls.map(({ outcome }) => outcome)).toEqual(['aborted'])
  })
})

describe('requests', () => {
  const limits = { texts: 50, bytes: 1_000 }
  const sizeOf = (text: string) => text.length

  it('have at most 50 texts', () => {
    const texts = Array.from({ length: 120 }, (_, index) => String(index))
    const requests = requestsOf(texts, { limits, sizeOf })
    expect(requests.map(({ length }) => length)).toEqual([50, 50, 20])
    expect(requests.flat()).toEqual(texts)
  })

  it('keep to the bytes, and a text that is larger than one goes alone', () => {
    const texts = ['a'.repeat(400), 'b'.repeat(600), 'c', 'd'.repeat(2_000), 'e']
    expect(requestsOf(texts, { limits, sizeOf }).map((one) => one.map(([letter]) => letter))).toEqual([
      ['a', 'b'],
      ['c'],
      ['d'],
      ['e'],
    ])
    expect(requestsOf([], { limits, sizeOf })).toEqual([])
  })

  it('are measured as they are sent', async () => {
    const { translator, seen } = await service(echo)
    const texts = ['红色 & "S"', 'plain', '😀']
    await translator.translate(texts, 'zh', 'en')
    const body = (seen[0]?.body ?? '').replace(/^.*?(?=&text=)/, '')
    expect(texts.reduce((sum, text) => sum + translator.sizeOf(text), 0)).toBe(body.length)
  })
})
