import { useCallback } from 'react'
import { plural } from '../../format/words.ts'
import { useAction } from '../../gateway/use-action.ts'
import { type ConfirmSkuMappingsInput, graphql } from '../../graph.ts'
import { useToast } from '../../ui/toast.tsx'

const CONFIRM = graphql(`
  mutation ConfirmMappings($input: ConfirmSkuMappingsInput!) {
    confirmSkuMappings(input: $input) {
      changed
      listings { id sku { id code } }
      userErrors { code field message }
    }
  }
`)

export function useConfirm(onDone: () => void) {
  const { run, busy } = useAction(CONFIRM)
  const toast = useToast()
  const confirm = useCallback(
    async (input: ConfirmSkuMappingsInput) => {
      const answer = await run({ input })
      if (!answer) return
      toast('good', `${plural(answer.changed, 'listing')} matched.`)
      onDone()
    },
    [run, toast, onDone],
  )
  return { confirm, busy }
}
