import { Buffer } from 'node:buffer'
import type { Crowd } from './clients.ts'
import { gather, openPair } from './pair.ts'
import type { Part } from './part.ts'
import { EPOCH } from './peers/item.ts'
import { number, table } from './table.ts'

const MISSED = 20

export interface StormResult {
  /** From the first connect until the last client has everything. */
  readonly ms: number
  readonly complete: number
  readonly clients: number
  /** Changes that came twice, late or never. */
  readonly wrong: number
  readonly firstWrong: string | null
}

/** Only ours resumes: the others have nothing to compare. */
export async function runStorm({ options, say, heading }: Part): Promise<StormResult[]> {
  if (!options.contenders.includes('ours')) return []
  const clients = Math.max(...options.clients)
  const many = clients.toLocaleString('en-US')
  heading(`${many} clients lose their connections and come back at once, ${MISSED} changes later`)
  const results: StormResult[] = []
  for (let round = 0; round < Math.min(3, options.rounds); round++)
    results.push(await reconnectStorm(clients, MISSED))
  const rows = results.map(({ ms, complete, wrong, firstWrong }, index) => [
    String(index + 1),
    number(ms / 1_000),
    `${complete} of ${clients}`,
    firstWrong ? `${wrong}: ${firstWrong}` : String(wrong),
  ])
  say(table(['round', 'seconds until all have all', 'complete', 'wrong'], rows))
  return results
}

/**
 * All clients lose their connections at once, changes go on, and all come back at once with the cursor of the last
 * change that they had. Each has to get every missed change, in order and once.
 */
async function reconnectStorm(count: number, missed: number): Promise<StormResult> {
  const pair = await openPair('ours')
  try {
    const crowd: Crowd = { ...pair.base, ids: 'uuid', count }
    await gather(pair, crowd)
    const had = await pair.server.call<number>('publish', { count: 1 })
    await pair.clients.call('close')
    const last = await pair.server.call<number>('publish', { count: missed })
    const after = Buffer.from(`${EPOCH}:${had}`).toString('base64url')
    type Result = Omit<StormResult, 'complete' | 'clients'> & { readonly done: number }
    const back = { crowd: { ...crowd, after }, first: had + 1, last }
    const { done, ...result } = await pair.clients.call<Result>('storm', back, 90_000)
    return { ...result, complete: done, clients: count }
  } finally {
    pair.close()
  }
}
