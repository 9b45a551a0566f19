import { expect, it } from 'vitest'
import { type TestDatabase, testDatabases } from '../../../test/support/databases.ts'
import { dayGmt8 } from '../../connectors/gmt8.ts'
import type { Translator } from '../../connectors/translation.ts'
import { NeedsAuthorization, Rejected, Transient } from '../../domain/upstream-error.ts'
import { translationDay } from '../../store/translation.ts'
import { textMemory } from './memory.ts'
import { translationService } from './service.ts'

const signal = new AbortController().signal
const en = (...texts: readonly string[]) => texts.map((text) => ({ text, locale: 'en' }))
const detail = { upstream: 'DEEPL', message: 'down' } as const

/** A service that answers with `answer` and records its requests. */
function service(answer: (texts: readonly string[]) => Promise<readonly string[]> = echo): Translator & {
  readonly sent: (readonly string[])[]
} {
  const sent: (readonly string[])[] = []
  return {
    name: 'test',
    upstream: 'DEEPL',
    limits: { texts: 2, bytes: 1_000 },
    sizeOf: (text) => text.length,
    sent,
    translate: (texts) => {
      sent.push(texts)
      return answer(texts)
    },
  }
}
const echo = async (texts: readonly string[]) => texts.map((text) => `en:${text}`)

function worker(database: TestDatabase, translator: Translator, charactersPerDay = 1_000_000) {
  const { prisma } = database()
  const memory = textMemory(prisma)
  const { translate, pausedUntil } = translationService({ prisma, translator, charactersPerDay }, memory)
  return { memory, pausedUntil, translate: (texts: ReturnType<typeof en>) => translate(texts, signal) }
}
const today = (database: TestDatabase) => translationDay(database().prisma, dayGmt8(Date.now()))

testDatabases('the translation service', (database) => {
  const forget = async () => {
    await database().prisma.translation.deleteMany()
    await database().prisma.translationUsage.deleteMany()
  }

  it('is sent each text once in requests of its size, and what it said is remembered for all', async () => {
    await forget()
    const translator = service()
    const { translate, memory } = worker(database, translator)
    expect(await translate(en('茶', '水', '红'))).toBeNull()
    expect(translator.sent).toEqual([['茶', '水'], ['红']])
    expect(memory.lookup('水', 'en')).toBe('en:水')
    const other = worker(database, translator)
    await other.memory.recall(en('水', '绿'))
    expect(other.memory.unknown(en('水', '绿', '绿'))).toEqual(en('绿'))
    expect(await today(database)).toMatchObject({ calls: 2, texts: 3, characters: 3, failed: 0 })
  })

  it('is sent a text once by two workers that want it at the same moment', async () => {
    await forget()
    let answer: () => void = () => {}
    const translator = service(async (texts) => {
      await new Promise<void>((resolve) => (answer = resolve))
      return echo(texts)
    })
    const first = worker(database, translator)
    const running = first.translate(en('茶'))
    await expect.poll(() => translator.sent.length).toBe(1)
    // The other leaves it to the first, and looks again when that may have died.
    expect(await worker(database, translator).translate(en('茶'))).toBeInstanceOf(Date)
    answer()
    expect(await running).toBeNull()
    expect(translator.sent).toEqual([['茶']])
  })

  it('is left alone after a failure, ever longer, and texts are free for the next try', async () => {
    await forget()
    const broken = service(() => Promise.reject(new Transient(detail)))
    const { translate, pausedUntil } = worker(database, broken)
    const first = await translate(en('茶'))
    expect(await pausedUntil()).toEqual(first)
    const second = await translate(en('茶'))
    expect(broken.sent).toHaveLength(2)
    expect((second?.getTime() ?? 0) - (first?.getTime() ?? 0)).toBeGreaterThan(4_000)
    expect(await today(database)).toMatchObject({
      calls: 2,
      failed: 2,
      failures: 2,
      characters: 0,
      lastError: 'down',
    })
    const good = service()
    expect(await worker(database, good).translate(en('茶'))).toBeNull()
    expect(await today(database)).toMatchObject({
      failures: 0,
      pausedUntil: null,
      lastError: null,
      characters: 1,
    })
  })

  it('waits for an operator where its key is refused', async () => {
    await forget()
    const { translate } = worker(
      database,
      service(() => Promise.reject(new NeedsAuthorization(detail))),
    )
    const until = await translate(en('茶'))
    expect((until?.getTime() ?? 0) - Date.now()).toBeGreaterThan(10 * 60_000)
  })

  it('is not sent a text again for a day that it refuses, and is sent the others', async () => {
    await forget()
    const translator = service((texts) =>
      texts.includes('坏') ? Promise.reject(new Rejected(detail)) : echo(texts),
    )
    const { translate, memory, pausedUntil } = worker(database, translator)
    const until = await translate(en('坏', '茶', '水'))
    expect((until?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000)
    expect(memory.lookup('水', 'en')).toBe('en:水')
    expect(await pausedUntil()).toBeNull()
    expect((await worker(database, translator).translate(en('坏')))?.getTime()).toBe(until?.getTime())
    expect(translator.sent).toHaveLength(2)
  })

  it('is sent no more characters a day than set, and waits for the next day', async () => {
    await forget()
    const translator = service()
    const { translate, pausedUntil } = worker(database, translator, 5)
    expect(await translate(en('龙井', '茶'))).toBeNull()
    const until = await translate(en('六个汉字', '水'))
    expect(translator.sent).toHaveLength(1)
    expect(await pausedUntil()).toEqual(until)
    expect(dayGmt8(until?.getTime() ?? 0)).not.toBe(dayGmt8(Date.now()))
    expect(await today(database)).toMatchObject({
      characters: 3,
      failures: 0,
      lastError: expect.stringMatching(/^5 characters a day/),
    })
  })
})
