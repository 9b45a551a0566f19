import { useState } from 'react'
import { useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql, type StockMovementReason } from '../../graph.ts'
import type { LevelRow } from './levels.ts'

const ADJUST = graphql(`
  mutation Adjust($input: AdjustStockInput!) {
    adjustStock(input: $input) {
      stockLevel { id onHand available version }
      userErrors { code field message }
    }
  }
`)

interface Change {
  readonly delta?: number
  readonly setOnHand?: number
  readonly reason: StockMovementReason
  readonly reference?: string
}

/** Adjusts a level once, however often the button is pressed and even if answers are lost. */
export function useAdjust({ sku, level }: LevelRow) {
  const { run, busy, refusals, clear } = useAction(ADJUST)
  const [idempotencyKey, renewKey] = useAttemptKey()
  // Level that the operator saw: `setOnHand` applies to that version only.
  const [expected, setExpected] = useState({ version: level.version, onHand: level.onHand })
  const adjust = async (change: Change) => {
    const input = {
      skuId: sku.id,
      warehouseId: level.warehouse.id,
      idempotencyKey,
      ...change,
      ...(change.setOnHand !== undefined && { expectedVersion: expected.version }),
    }
    const answer = await run({ input }, `${sku.code}: saved.`)
    if (answer) renewKey()
    return answer
  }
  const accept = () => {
    setExpected({ version: level.version, onHand: level.onHand })
    renewKey()
    clear()
  }
  return { adjust, busy, refusals, expected, accept }
}
