import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeMeilisearch, startMeilisearch } from '../../../../test/support/meilisearch.ts'
import type { SearchDocument } from '../../../domain/search-document.ts'
import type { UpstreamError } from '../../../domain/upstream-error.ts'
import type { Reply } from '../../local-server.test-kit.ts'
import type { UpstreamCallEvent } from '../../upstream.ts'
import { type MeilisearchOptions, meilisearch } from './index.ts'

let fake: FakeMeilisearch
let calls: UpstreamCallEvent[]
beforeEach(async () => {
  fake = await startMeilisearch({ looks: 2 })
  calls = []
})
afterEach(() => fake.stop())

const engine = (options: Partial<MeilisearchOptions> = {}) =>
  meilisearch({
    url: fake.url,
    key: fake.key,
    index: 'products',
    pollMs: 1,
    onCall: (event) => calls.push(event),
    ...options,
  })
const document = (id: string, titleEn: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  id,
  titleZh: null,
  titleEn,
  titles: [],
  brand: null,
  codes: [],
  ...more,
})
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: UpstreamError) => error,
  )
const error = (status: number, code: string): Reply => ({
  status,
  body: JSON.stringify({ message: `no: ${fake.key}`, code, type: 'invalid_request', link: '' }),
})

describe('writing', () => {
  it('sends documents and removals as tasks, and returns when they are done', async () => {
    const { prepare, write, count } = engine()
    expect(await count()).toBe(0)
    await prepare()
    await write([document('a', 'Tea'), document('b', 'Pot')], ['c'])
    expect(await count()).toBe(2)
    await write([], ['a'])
    expect([...fake.documents.keys()]).toEqual(['b'])
    expect(fake.calls()).toEqual([
      'GET indexes/products/stats',
      'PATCH indexes/products/settings',
      ...['GET tasks', 'GET tasks'],
      'POST indexes/products/documents',
      ...['GET tasks', 'GET tasks'],
      'POST indexes/products/documents/delete-batch',
      ...['GET tasks', 'GET tasks'],
      'GET indexes/products/stats',
      'POST indexes/products/documents/delete-batch',
      ...['GET tasks', 'GET tasks'],
    ])
    expect(fake.seen[4]?.url.searchParams.get('primaryKey')).toBe('id')
    expect(JSON.parse(fake.seen[4]?.body ?? '')).toEqual([document('a', 'Tea'), document('b', 'Pot')])
    expect(fake.settings()).toMatchObject({
      searchableAttributes: ['titleZh', 'titleEn', 'titles', 'codes', 'brand'],
      displayedAttributes: ['id'],
      pagination: { maxTotalHits: 1_001 },
    })
    expect(calls.filter(({ method }) => method === 'documents')).toMatchObject([{ items: 2, outcome: 'ok' }])
  })

  it('names a document that the engine refuses as rejected', async () => {
    const failure = await refusalOf(engine().write([document('no id', 'Tea')], []))
    expect(failure).toMatchObject({ kind: 'rejected', code: 'invalid_document_id' })
  })

  it.each([
    ['internal', 'transient'],
    ['invalid_request', 'rejected'],
  ])('takes a task that failed for %s as %s', async (type, kind) => {
    fake.answerInstead(({ url }) =>
      url.pathname.startsWith('/tasks')
        ? JSON.stringify({ uid: 0, status: 'failed', error: { message: 'no', code: 'no', type } })
        : null,
    )
    expect(await refusalOf(engine().write([document('a', 'Tea')], []))).toMatchObject({ kind })
  })

  it('gives up a task that does not end, to be tried again', async () => {
    fake.answerInstead(({ url }) =>
      url.pathname.startsWith('/tasks') ? JSON.stringify({ uid: 0, status: 'processing' }) : null,
    )
    const failure = await refusalOf(engine({ taskMs: 5 }).write([document('a', 'Tea')], []))
    expect(failure).toMatchObject({ kind: 'transient', code: 'busy' })
  })

  it('ends with its signal', async () => {
    const control = new AbortController()
    fake.answerInstead(() => {
      control.abort(new Error('stopped'))
      return new Promise<Reply>(() => {})
    })
    await expect(engine().write([document('a', 'Tea')], [], control.signal)).rejects.toThrow('stopped')
    expect(calls.map(({ outcome }) => outcome)).toEqual(['aborted'])
  })
})

describe('a search', () => {
  beforeEach(async () => {
    await engine().prepare()
    await engine().write(
      [
        document('tea', 'Green tea', { titleZh: '龙井茶叶', codes: ['TEA-0001'] }),
        document('pot', 'Teapot', { titles: ['Théière'], brand: 'Tea & Co' }),
      ],
      [],
    )
    calls = []
  })

  it('asks for all words and ids alone, and gives the score as a whole number', async () => {
    expect(await engine().find('green tea')).toEqual([{ id: 'tea', score: 990_000 }])
    expect((await engine().find('tea'))?.map(({ id }) => id)).toEqual(['tea', 'pot'])
    const [seen] = fake.seen.filter(({ url }) => url.pathname.endsWith('/search'))
    expect(seen?.headers.authorization).toBe(`Bearer ${fake.key}`)
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      q: 'green tea',
      limit: 1_001,
      matchingStrategy: 'all',
      attributesToRetrieve: ['id'],
      showRankingScore: true,
    })
  })

  it.each([
    ['"green tea"', 'green tea'],
    ['green -tea --pot', 'green tea pot'],
    ['TEA-0001', 'TEA-0001'],
    ['龙井-茶', '龙井-茶'],
    [' % tea\n', '% tea'],
  ])('takes %s for words, not for operators', async (words, sent) => {
    await engine().find(words)
    const [seen] = fake.seen.filter(({ url }) => url.pathname.endsWith('/search'))
    expect(JSON.parse(seen?.body ?? '').q).toBe(sent)
  })

  it('is not sent without any letter or digit, which would find everything', async () => {
    expect(await engine().find('!?… - ""')).toBeNull()
    expect(calls).toEqual([])
  })

  it('finds nothing to hand out where there are too many', async () => {
    expect(await engine({ most: 2 }).find('tea')).toHaveLength(2)
    expect(await engine({ most: 1 }).find('tea')).toBeNull()
  })

  it.each([
    [401, 'missing_authorization_header', 'needs-authorization'],
    [403, 'invalid_api_key', 'needs-authorization'],
    [404, 'index_not_found', 'misconfigured'],
    [400, 'invalid_search_q', 'rejected'],
    [413, 'payload_too_large', 'rejected'],
    [429, 'too_many_search_requests', 'rate-limited'],
    [500, 'internal', 'transient'],
    [503, 'too_many_search_requests', 'transient'],
  ])('takes %i %s for %s, and tells no key', async (status, code, kind) => {
    fake.answerInstead(() => error(status, code))
    const failure = await refusalOf(engine().find('tea'))
    expect(failure).toMatchObject({ kind, code, upstream: 'MEILISEARCH', message: 'no: ***' })
    expect(calls.map(({ outcome }) => outcome)).toEqual([kind])
  })

  it.each<[string, Reply, string]>([
    ['a lost connection', 'hang up', 'transient'],
    ['the page of a proxy', { status: 502, body: '<h1>Bad gateway</h1>' }, 'transient'],
    ['hits without a score', JSON.stringify({ hits: [{ id: 'a' }] }), 'misconfigured'],
    ['no hits', '{}', 'misconfigured'],
  ])('takes %s for a failure', async (_what, reply, kind) => {
    fake.answerInstead(() => reply)
    expect(await refusalOf(engine().find('tea'))).toMatchObject({ kind })
  })

  it('is given up after its time; after five such searches none is sent for a while', async () => {
    fake.answerInstead(() => new Promise<Reply>(() => {}))
    const { find } = engine({ searchMs: 20 })
    for (let at = 0; at < 5; at++)
      expect(await refusalOf(find('tea'))).toMatchObject({ kind: 'transient', code: 'network' })
    expect(await refusalOf(find('tea'))).toMatchObject({ kind: 'transient', code: 'circuit-open' })
    expect(calls).toHaveLength(5)
  })
})
