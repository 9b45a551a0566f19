import { afterAll, describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import type { Watcher } from '../path/support/watch.ts'
import { Answers } from './support/answers.ts'
import { isRun, linesOf, problemOf } from './support/commands.ts'
import { allPages, type Block, isFenced, type Page, tokensOf } from './support/pages.ts'
import { answered, type Data, type Item, isSubscription, opened, questionOf } from './support/play.ts'
import { readSettings } from './support/settings.ts'
import { runLine } from './support/shell.ts'
import { tutorialReader } from './support/tutorial-reader.ts'

const gateway = gatewayOfThisFile()
const pages = allPages()
const TUTORIAL = 'docs/tutorial.md'

/** What a reader of one page has done so far. */
interface Reading {
  readonly answers: Answers
  readonly watchers: Map<string, Watcher<Item>>
  readonly data: Map<string, Data>
}

/** How a block of each kind is tried. A fence of another kind is a mistake. */
const KINDS: Readonly<Record<string, (block: Block, page: Page, reading: Reading) => Promise<void> | void>> =
  {
    graphql: tryGraphql,
    sh: tryShell,
    json: ({ text }, _page, { answers }) => void JSON.parse(answers.fill(text)),
    yaml: ({ text }) => void parseYaml(text, { strict: true }),
    env: ({ text }) => void readSettings(text),
    // test/docs/typescript.test.ts checks the types of these.
    ts: () => {},
    tsx: () => {},
    // Tables of numbers, figures, answers.
    text: ({ text }) => expect(text).not.toMatch(/^\s*(\$ )?(npm|npx|node|curl) /m),
  }

async function tryGraphql(block: Block, page: Page, { answers, watchers, data }: Reading): Promise<void> {
  const next = page.blocks[page.blocks.indexOf(block) + 1]
  const variables = next?.notes.includes('variables') ? next.text : '{}'
  const question = await questionOf(gateway(), block, variables, answers)
  const name = /^\w+ (\w+)/.exec(block.text)?.[1] ?? String(block.line)
  if (isSubscription(block)) {
    const watcher = await opened(gateway(), question)
    watchers.set(name, watcher)
    answers.see(watcher.items)
  } else {
    const answer = await answered(gateway(), question)
    data.set(name, answer)
    answers.see(answer)
  }
  if (page.path === TUTORIAL) await tutorialReader(gateway(), question).after(name, answers, data)
}

async function tryShell({ text }: Block): Promise<void> {
  const lines = linesOf(text)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines)
    if (isRun(line)) await runLine(line, gateway())
    else expect(problemOf(line), line).toBeNull()
}

describe.each(pages.filter(({ blocks }) => blocks.length > 0).map((page) => [page.path, page] as const))(
  '%s',
  (_path, page) => {
    const reading: Reading = { answers: new Answers(), watchers: new Map(), data: new Map() }
    afterAll(() => Promise.all([...reading.watchers.values()].map((watcher) => watcher.stop())))

    it.each(page.blocks.map((block) => [block.line, block.kind, block] as const))(
      'line %i: %s',
      async (_line, kind, block) => {
        const attempt = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
        if (!attempt) throw new Error(`no test knows blocks of the kind "${kind}"`)
        await attempt(block, page, reading)
        for (const watcher of reading.watchers.values()) expect(watcher.errors).toEqual([])
      },
      60_000,
    )

    if (page.path !== TUTORIAL) return
    it('leads to what it promises', async () => {
      const { watchers, data } = reading
      const available = (items: readonly Item[] = []) =>
        items.flatMap((item) => ('level' in item ? [(item.level as { available: number }).available] : []))
      const [sku] = [...data.values()].map((answer) => answer.sku as { available: number })
      const start = sku?.available ?? 0
      expect(available(await watchers.get('Watch')?.take(5))).toEqual([
        start - 1,
        start - 2,
        start - 4,
        start - 4,
      ])
      // Less by one, by one, and by the two that are promised; sending them takes them off the shelf.
      // After the cursor: both changes that were missed, then what came later.
      expect(available(await watchers.get('WatchAgain')?.take(4))).toEqual([
        start - 1,
        start - 2,
        start - 4,
        start - 4,
      ])
      const moves = (await watchers.get('Follow')?.take(4))?.map(({ to }) => to)
      expect([...new Set(moves)]).toEqual(['PENDING_PAYMENT', 'PAID', 'SHIPPED', 'DELIVERED'])
      expect(data.get('MyOrder')).toMatchObject({
        order: { status: 'DELIVERED', payments: [{ status: 'PAID' }], shipments: [{ status: 'DELIVERED' }] },
      })
    })
  },
)

it('tries blocks of many kinds on many pages', () => {
  const kinds = pages.flatMap(({ blocks }) => blocks.map(({ kind }) => kind))
  expect(kinds.filter((kind) => kind === 'graphql').length).toBeGreaterThan(10)
  expect(kinds.filter((kind) => kind === 'sh').length).toBeGreaterThan(10)
})

it('takes indented blocks for figures only', () => {
  for (const { path, tokens } of pages)
    for (const { text } of tokensOf(tokens, 'code').filter((code) => !isFenced(code)))
      expect(text, path).not.toMatch(
        /^\s*(npm|npx|node|curl|git|docker|query|mutation|subscription)\b|^\s*[{[]/m,
      )
})
