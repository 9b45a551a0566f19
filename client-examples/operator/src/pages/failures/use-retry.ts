import { useCallback } from 'react'
import { plural } from '../../format/words.ts'
import { useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { useToast } from '../../ui/toast.tsx'

const RETRY = graphql(`
  mutation RetryFailures($ids: [ID!], $shopId: ID) {
    retrySyncFailures(input: { ids: $ids, shopId: $shopId }) {
      failures { id attempts nextAttemptAt resolvedAt }
      userErrors { code field message }
    }
  }
`)

/** Tries failures again, in the background; the list shows what becomes of them. */
export function useRetry(onRetried: () => void) {
  const { run, busy } = useAction(RETRY)
  const toast = useToast()
  const retry = useCallback(
    async (which: { ids: string[] } | { shopId: string }) => {
      const answer = await run(which)
      if (!answer) return
      toast('good', `${plural(answer.failures.length, 'record')} will be tried again now.`)
      onRetried()
    },
    [run, toast, onRetried],
  )
  return { retry, busy }
}
