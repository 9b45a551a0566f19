import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { type Draft, type DraftFault, inputOf, isFault } from './draft.ts'

const PREVIEW = graphql(`
  mutation PreviewMapping($mapping: SaveFieldMappingInput!, $externalId: String!) {
    previewFieldMapping(input: { mapping: $mapping, externalId: $externalId }) {
      before
      after
      userErrors { code field message }
    }
  }
`)

const SAVE = graphql(`
  mutation SaveMapping($input: SaveFieldMappingInput!) {
    saveFieldMapping(input: $input) {
      fieldMapping { id version }
      userErrors { code field message }
    }
  }
`)

interface Shown {
  readonly before: unknown
  readonly after: unknown
}

/** Trying and saving a field mapping; errors are known by field. */
export function useFieldMapping() {
  const trial = useAction(PREVIEW)
  const saving = useAction(SAVE)
  const [fault, setFault] = useState<DraftFault | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)

  const ready = (draft: Draft) => {
    const input = inputOf(draft)
    setFault(isFault(input) ? input : null)
    return isFault(input) ? null : input
  }
  const preview = async (draft: Draft, externalId: string) => {
    saving.clear()
    setShown(null)
    const mapping = ready(draft)
    const answer = mapping && (await trial.run({ mapping, externalId }))
    if (answer) setShown(answer)
  }
  const save = async (draft: Draft): Promise<boolean> => {
    trial.clear()
    const input = ready(draft)
    if (!input) return false
    return (await saving.run({ input }, `${draft.targetField}: the mapping is saved.`)) !== null
  }
  const errorOf = (field: keyof Draft | 'externalId') =>
    fault?.field === field ? fault.message : refusalOf([...saving.refusals, ...trial.refusals], field)
  return { preview, save, busy: trial.busy || saving.busy, errorOf, shown }
}
