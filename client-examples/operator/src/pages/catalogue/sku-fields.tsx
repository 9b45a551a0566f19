import { type Refusal, refusalOf } from '../../gateway/use-action.ts'
import { useSpeech } from '../../language/speech.ts'
import { CheckInput, TextArea, TextInput } from '../../ui/inputs.tsx'
import type { SkuDraft } from './sku-draft.ts'

interface Props {
  readonly draft: SkuDraft
  readonly onChange: (draft: SkuDraft) => void
  readonly refusals: readonly Refusal[]
  /** Attributes are set on creation; the other fields later. */
  readonly isNew: boolean
  /** What is no number, or no attribute. */
  readonly faults: ReadonlySet<keyof SkuDraft>
}

export function SkuFields({ draft, onChange, refusals, isNew, faults }: Props) {
  const { t } = useSpeech()
  const bind = (name: Exclude<keyof SkuDraft, 'buyToOrder'>) => ({
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    error: faults.has(name)
      ? t(name === 'attributes' ? 'attributesWrong' : 'numberWrong')
      : refusalOf(refusals, name),
  })
  return (
    <div className="stack">
      <div className="form-grid">
        <TextInput label={t('code')} {...bind('code')} />
        <TextInput label={t('priceCny')} {...bind('price')} placeholder="19.90" />
        <TextInput label={t('weight')} type="number" {...bind('weightGrams')} />
        <TextInput label={t('barcode')} {...bind('barcode')} />
        {!isNew && <TextInput label={t('least')} type="number" {...bind('minOrderQuantity')} />}
      </div>
      {isNew ? (
        <TextArea label={t('attributes')} hint={t('attributesHint')} rows={3} {...bind('attributes')} />
      ) : (
        <CheckInput
          label={t('buyToOrder')}
          checked={draft.buyToOrder}
          onChange={(buyToOrder) => onChange({ ...draft, buyToOrder })}
        />
      )}
    </div>
  )
}
