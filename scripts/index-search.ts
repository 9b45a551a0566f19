// npm run index:search: writes all products to the search engine again.
import { setTimeout as delay } from 'node:timers/promises'
import { SingleBar } from 'cli-progress'
import { engineFeeder } from '../src/catalogue/words/feed-engine.ts'
import { ConfigError, readConfig } from '../src/config/index.ts'
import { meilisearch } from '../src/connectors/search/meilisearch/index.ts'
import { DatabaseUnavailable, type PrismaClient } from '../src/store/database.ts'
import { countProductIds } from '../src/store/search-document.ts'
import { fillAgain, searchFeedState } from '../src/store/search-feed.ts'
import { CommandFailure, runCommand } from './support/command.ts'
import { openDatabase } from './support/open-database.ts'

const USAGE = `Writes all products to the search engine of MEILISEARCH_URL, in pages, and removes those that are not on show.
Searches are answered meanwhile. Gateways and workers may run; a worker with the same settings helps. It goes on where it
was when it is broken off: a worker, or this command again from the start.

  npm run index:search`

const OTHERS_MS = 500

/** Works until all products are written. @throws CommandFailure with what the engine said */
async function fill(prisma: PrismaClient, turn: () => Promise<boolean>, index: string): Promise<void> {
  const total = await countProductIds(prisma, null)
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: ' {bar} {percentage} %  {value} of {total} products  {eta_formatted} to go',
        stream: process.stderr,
        clearOnComplete: true,
      })
    : null
  bar?.start(total, 0)
  try {
    for (;;) {
      const isMine = await turn()
      const state = await searchFeedState(prisma, index)
      if (state?.fillAfter === null) return
      if (state?.pausedUntil) throw new CommandFailure(`The search engine fails: ${state.lastError}`)
      if (bar) bar.update(await countProductIds(prisma, state?.fillAfter ?? ''))
      if (!isMine) await delay(OTHERS_MS)
    }
  } finally {
    bar?.stop()
  }
}

await runCommand({ usage: USAGE, options: {}, expected: [ConfigError, DatabaseUnavailable] }, async () => {
  const config = readConfig()
  const { url, key, index } = config.search
  if (url === null) throw new ConfigError('MEILISEARCH_URL is not set: the database finds products itself.')
  const { prisma, close } = await openDatabase(config)
  try {
    const engine = meilisearch({ url, key, index })
    const onRefused = (error: unknown, productId: string) =>
      process.stderr.write(`${productId} is left out: ${error instanceof Error ? error.message : error}\n`)
    const turn = engineFeeder({ prisma, engine, onRefused })
    await fillAgain(prisma, index)
    const { signal } = new AbortController()
    await fill(prisma, () => turn(signal), index)
    process.stdout.write(`${await engine.count()} products are in the index ${index}.\n`)
    return 0
  } finally {
    await close()
  }
})
