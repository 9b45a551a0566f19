// npm run bench:big: times of the usual pages on a large database next to those on a small one.
import { parseArgs } from 'node:util'
import { migrate } from '../../src/store/migrator.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { BIG, fillDatabase, partOf, type Size, SMALL } from '../../test/big/fill.ts'
import { askPage, pagesOf } from '../../test/big/pages.ts'
import { startPostgres } from '../../test/support/postgres.ts'

const { values } = parseArgs({
  options: { part: { type: 'string', default: '1' }, rounds: { type: 'string', default: '9' } },
})

const postgres = await startPostgres()
try {
  const [small, big] = [await filled(SMALL), await filled(partOf(BIG, Number(values.part)))]
  process.stdout.write('| page | small, ms | large, ms | ratio |\n|---|---|---|---|\n')
  for (const [at, page] of pagesOf(small.size.products).entries()) {
    const other = pagesOf(big.size.products)[at] ?? page
    const times: [number[], number[]] = [[], []]
    for (let round = 0; round <= Number(values.rounds); round++) {
      const [few, many] = [
        await timed(() => askPage(small.database, page)),
        await timed(() => askPage(big.database, other)),
      ]
      // The first of each fills caches.
      if (round === 0) continue
      times[0].push(few)
      times[1].push(many)
    }
    const [few, many] = times.map(median) as [number, number]
    process.stdout.write(
      `| ${page.name} | ${few.toFixed(1)} | ${many.toFixed(1)} | ${(many / few).toFixed(2)} |\n`,
    )
  }
  await small.database.close()
  await big.database.close()
} finally {
  await postgres.stop()
}

async function filled(size: Size) {
  const url = await postgres.createDatabase()
  const database = await openServerDatabase({ url, poolSize: 4 })
  await migrate(database)
  await fillDatabase(url, size)
  return { size, database }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function median(some: readonly number[]): number {
  return some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? Number.NaN
}
