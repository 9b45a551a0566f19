import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLimitedServer } from './support/limited-server.ts'

/** Texts of one flood, and what one of them took of the heap when all were kept: some 1.5 MB. */
const TEXTS = 60
const MEGABYTE = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
/** Bytes that are still reachable. */
function heap(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

let server: Awaited<ReturnType<typeof startLimitedServer>>
beforeAll(async () => {
  server = await startLimitedServer({ ratePoints: 3_000 })
})
afterAll(() => server.stop())

/** Sends texts; returns the codes of the answers and the growth of the heap afterwards. */
async function flood(textOf: (n: number) => string, headers: Record<string, string> = {}) {
  const codes: Record<string, number> = {}
  const before = heap()
  for (let n = 0; n < TEXTS; n++) {
    const response = await fetch(server.graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: textOf(n) }),
    })
    const code = /"code":"(\w+)"/.exec(await response.text())?.[1] ?? 'none'
    codes[code] = (codes[code] ?? 0) + 1
  }
  return { codes, grown: heap() - before }
}

const list = (n: number, count: number) =>
  `{ nodes(ids: [${Array.from({ length: count }, (_, k) => `"a${n}_${k}"`).join(' ')}]) { id } }`

describe('of texts that are refused nothing is kept', () => {
  it.each([
    ['too long', (n: number) => `#${n}${'x'.repeat(60_000)}${'y'.repeat(60_000)}\n{ viewer { role } }`],
    ['not valid', (n: number) => `{ ${Array.from({ length: 4_900 }, (_, k) => `f${n}_${k}`).join(' ')} }`],
    ['no documents', (n: number) => `{ viewer { role } ${`a${n} `.repeat(4_000)}`],
    ['too many for the budget', (n: number) => list(n, 4_900)],
  ])('%s', async (_what, textOf) => {
    const { codes, grown } = await flood(textOf)
    expect(codes.none).toBeUndefined()
    expect(grown).toBeLessThan(15 * MEGABYTE)
  })
})
