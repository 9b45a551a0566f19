import { useState } from 'react'
import { useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Dialog } from '../../ui/dialog.tsx'
import {
  type EditedSku,
  faultsOf,
  NEW_SKU,
  NO_FAULTS,
  newSkuInput,
  type SkuDraft,
  skuChanges,
  skuDraftOf,
} from './sku-draft.ts'
import { SkuFields } from './sku-fields.tsx'

const CREATE_SKU = graphql(`
  mutation CreateSku($input: CreateSkuInput!) {
    createSku(input: $input) {
      sku { id code }
      userErrors { code field message }
    }
  }
`)

const UPDATE_SKU = graphql(`
  mutation UpdateSku($input: UpdateSkuInput!) {
    updateSku(input: $input) {
      sku { id code }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly productId: string
  /** Null: a new one. */
  readonly sku: EditedSku | null
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function SkuDialog({ productId, sku, onClose, onSaved }: Props) {
  const { t } = useSpeech()
  const [before] = useState(() => (sku ? skuDraftOf(sku) : NEW_SKU))
  const [draft, setDraft] = useState(before)
  const [faults, setFaults] = useState<ReadonlySet<keyof SkuDraft>>(NO_FAULTS)
  const creating = useAction(CREATE_SKU)
  const updating = useAction(UPDATE_SKU)
  const [idempotencyKey] = useAttemptKey()
  const save = async () => {
    const found = faultsOf(draft)
    setFaults(found)
    if (found.size > 0) return
    const done = t('skuSaved', { code: draft.code })
    if (sku) {
      const changes = skuChanges(before, draft)
      if (
        Object.keys(changes).length > 0 &&
        !(await updating.run({ input: { id: sku.id, ...changes } }, done))
      )
        return
    } else {
      const input = newSkuInput(draft)
      if (!(await creating.run({ input: { productId, sku: input, idempotencyKey } }, done))) return
    }
    onSaved()
    onClose()
  }
  return (
    <Dialog
      title={sku ? t('editSku', { code: sku.code }) : t('newSku')}
      submit={t('save')}
      busy={creating.busy || updating.busy}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <SkuFields
        draft={draft}
        onChange={setDraft}
        refusals={[...creating.refusals, ...updating.refusals]}
        isNew={sku === null}
        faults={faults}
      />
    </Dialog>
  )
}
