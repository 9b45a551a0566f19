import leven from 'leven'
import { type Reply, type Seen, startLocalServer } from '../../src/connectors/local-server.test-kit.ts'

interface StoredDocument {
  readonly id: string
  readonly [field: string]: unknown
}
interface Settings {
  readonly searchableAttributes?: readonly string[]
  readonly pagination?: { readonly maxTotalHits?: number }
  readonly [name: string]: unknown
}
interface Task {
  readonly uid: number
  readonly type: string
  status: string
  error: object | null
}

const CHINESE = /\p{Script=Han}|\p{Script=Thai}/u

/**
 * Speaks the part of Meilisearch's API that the connector uses, as its public reference has it: documents are held and
 * found by all words (the last may be the beginning of one, longer ones may have a letter wrong), settings and documents
 * are tasks. Its ranking is much simpler than the real one.
 */
export async function startMeilisearch({ key = 'master-key', looks = 1 } = {}) {
  const documents = new Map<string, StoredDocument>()
  const tasks: Task[] = []
  let settings: Settings | null = null
  /** Given instead of its own answer, to whatever is asked next or to all. */
  let instead: ((seen: Seen) => Reply | null | Promise<Reply | null>) | null = null

  const json = (status: number, body: unknown): Reply => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const problem = (status: number, code: string, message: string, type = 'invalid_request') =>
    json(status, { message, code, type, link: `https://docs.meilisearch.com/errors#${code}` })

  function enqueue(type: string, work: () => object | null): Reply {
    const uid = tasks.length
    const error = work()
    tasks.push({ uid, type, status: error ? 'failed' : 'succeeded', error })
    return json(202, {
      taskUid: uid,
      indexUid: 'products',
      status: 'enqueued',
      type,
      enqueuedAt: '2024-08-08T17:05:55.791772Z',
    })
  }

  const answer = (seen: Seen): Reply => {
    const { method, url, body } = seen
    if (seen.headers.authorization !== `Bearer ${key}`)
      return problem(403, 'invalid_api_key', 'The provided API key is invalid.', 'auth')
    const [, kind, , ...rest] = url.pathname.split('/')
    const path = `${method} ${kind}${rest.length > 0 ? `/${rest.join('/')}` : ''}`
    if (path === 'GET tasks') return taskState(Number(url.pathname.split('/')[2]))
    if (path === 'PATCH indexes/settings') {
      const given = JSON.parse(body) as Settings
      return enqueue('settingsUpdate', () => {
        settings = { ...settings, ...given }
        return null
      })
    }
    if (path === 'POST indexes/documents') {
      const given = JSON.parse(body) as StoredDocument[]
      return enqueue('documentAdditionOrUpdate', () => {
        const wrong = given.find(({ id }) => !/^[a-zA-Z0-9_-]{1,511}$/.test(id))
        if (wrong)
          return {
            message: `Document identifier \`"${wrong.id}"\` is invalid.`,
            code: 'invalid_document_id',
            type: 'invalid_request',
          }
        settings ??= {}
        for (const one of given) documents.set(one.id, one)
        return null
      })
    }
    if (settings === null) return problem(404, 'index_not_found', 'Index `products` not found.')
    if (path === 'POST indexes/documents/delete-batch') {
      const ids = JSON.parse(body) as string[]
      return enqueue('documentDeletion', () => {
        for (const id of ids) documents.delete(id)
        return null
      })
    }
    if (path === 'GET indexes/stats')
      return json(200, { numberOfDocuments: documents.size, isIndexing: false, fieldDistribution: {} })
    if (path === 'POST indexes/search') return search(JSON.parse(body))
    return problem(404, 'not_found', `${path} is not known`)
  }

  const asked = new Map<number, number>()
  /** A task is under way for some looks before it has ended. */
  function taskState(uid: number): Reply {
    const task = tasks[uid]
    if (!task) return problem(404, 'task_not_found', `Task \`${uid}\` not found.`)
    const count = (asked.get(uid) ?? 0) + 1
    asked.set(uid, count)
    return json(200, count < looks ? { ...task, status: 'processing', error: null } : task)
  }

  function search({
    q,
    limit,
    matchingStrategy,
  }: {
    q: string
    limit: number
    matchingStrategy: string
  }): Reply {
    if (matchingStrategy !== 'all') return problem(400, 'invalid_search_matching_strategy', 'use all')
    const { searchableAttributes = [], pagination } = settings ?? {}
    const words = wordsOf(q)
    const hits = [...documents.values()]
      .flatMap((document) => {
        const score = scoreOf(document, searchableAttributes, words)
        return score === null ? [] : [{ id: document.id, _rankingScore: score }]
      })
      .sort((a, b) => b._rankingScore - a._rankingScore)
    return json(200, {
      hits: hits.slice(0, Math.min(limit, pagination?.maxTotalHits ?? 1_000)),
      query: q,
      processingTimeMs: 1,
      limit,
      offset: 0,
      estimatedTotalHits: hits.length,
    })
  }

  const server = await startLocalServer(async (seen) => (await instead?.(seen)) ?? answer(seen))
  return {
    url: server.url,
    key,
    documents,
    seen: server.seen,
    settings: () => settings,
    /** Requests as `POST indexes/products/search`, with the number of the task left out. */
    calls: () =>
      server.seen.map(
        ({ method, url }) => `${method} ${url.pathname.slice(1).replace(/^tasks\/\d+/, 'tasks')}`,
      ),
    /** Loses the index, as a server does that lost its disk. */
    lose() {
      documents.clear()
      settings = null
    },
    answerInstead(reply: typeof instead) {
      instead = reply
    },
    stop: server.stop,
  }
}

export type FakeMeilisearch = Awaited<ReturnType<typeof startMeilisearch>>

/** Small words without accents; runs of Chinese and Thai. Hyphens part them, as everywhere. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
  return (
    plain.match(/[\p{Script=Han}\p{Script=Thai}]+|(?:(?![\p{Script=Han}\p{Script=Thai}])[\p{L}\p{N}])+/gu) ??
    []
  )
}

/** Null: a word is missing; without words everything is found. Fields that come first score more, and whole words more than beginnings and typos. */
function scoreOf(
  document: StoredDocument,
  fields: readonly string[],
  words: readonly string[],
): number | null {
  if (words.length === 0) return 1
  const parts = words.map((word, at) => {
    const scores = fields.flatMap((field, place) =>
      [document[field] ?? []].flat().flatMap((text) => {
        const fit = fitOf(word, wordsOf(String(text)), at === words.length - 1, field !== 'codes')
        return fit === null ? [] : [fit - place / 100]
      }),
    )
    return scores.length > 0 ? Math.max(...scores) : null
  })
  const scores = parts.filter((part) => part !== null)
  return scores.length < words.length ? null : scores.reduce((sum, one) => sum + one, 0) / words.length
}

function fitOf(word: string, among: readonly string[], isLast: boolean, forgives: boolean): number | null {
  if (CHINESE.test(word)) return among.some((one) => one.includes(word)) ? 1 : null
  if (among.includes(word)) return 1
  if (isLast && among.some((one) => one.startsWith(word))) return 0.8
  const wrong = !forgives || word.length < 4 ? 0 : word.length < 8 ? 1 : 2
  return among.some((one) => Math.abs(one.length - word.length) <= 2 && leven(word, one) <= wrong)
    ? 0.6
    : null
}
