import { Buffer } from 'node:buffer'
import type { Crowd } from './clients.ts'
import { gather, withPair } from './pair.ts'
import { EPOCH } from './peers/item.ts'

export interface StormResult {
  /** From the first connect until the last client has everything. */
  readonly ms: number
  readonly clients: number
  readonly complete: number
  /** Changes that came twice, late or never. */
  readonly wrong: number
  readonly firstWrong: string | null
}

/**
 * All clients lose their connections at once, changes go on, and all come back at once with the cursor of the last
 * change that they had. Each has to get every missed change, in order and once. Nobody else offers this: only ours.
 */
export function reconnectStorm(count: number, missed: number): Promise<StormResult> {
  return withPair('ours', async (pair) => {
    const crowd: Crowd = { ...pair.base, ids: 'uuid', count }
    await gather(pair, crowd)
    const had = await pair.server.call<number>('publish', { count: 1 })
    await pair.clients.call('close')
    const last = await pair.server.call<number>('publish', { count: missed })
    const after = Buffer.from(`${EPOCH}:${had}`).toString('base64url')
    const again: Crowd = { ...crowd, after }
    const result = await pair.clients.call<Omit<StormResult, 'clients' | 'complete'> & { done: number }>(
      'storm',
      { crowd: again, first: had + 1, last },
      90_000,
    )
    return { ...result, clients: count, complete: result.done }
  })
}
