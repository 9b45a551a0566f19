import { plural } from '../../format/words.ts'
import { useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'

const STOCKTAKE = graphql(`
  mutation Stocktake($input: RecordStocktakeInput!) {
    recordStocktake(input: $input) {
      stockLevels { id onHand available version }
      userErrors { code field message }
    }
  }
`)

/** Records counts of one warehouse, by SKU, as one. */
export function useStocktake(warehouseId: string) {
  const { run, busy, refusals } = useAction(STOCKTAKE)
  const [idempotencyKey, renewKey] = useAttemptKey()
  const record = async (counts: ReadonlyMap<string, string>): Promise<boolean> => {
    const input = {
      warehouseId,
      idempotencyKey,
      counts: [...counts].map(([skuId, counted]) => ({ skuId, counted: Number(counted) })),
    }
    const answer = await run({ input }, `${plural(counts.size, 'count')} recorded.`)
    // Other counts than those that were refused are another request.
    renewKey()
    return answer !== null
  }
  return { record, busy, refusals }
}
