import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql, type Platform } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckInput, SelectInput, TextInput } from '../../ui/inputs.tsx'
import { choicesOf, useCategories } from '../catalogue/use-categories.ts'
import { faultsOf, NEW_RULE, type RuleDraft, ruleDraftOf, ruleInput } from './rule-draft.ts'
import type { Rule } from './use-rules.ts'

const SAVE_RULE = graphql(`
  mutation SaveRule($input: SavePriceRuleInput!) {
    savePriceRule(input: $input) {
      priceRule { id }
      userErrors { code field message }
    }
  }
`)

const SUPPLIER_NAMES = graphql(`
  query SupplierNames {
    suppliers(first: 100) { nodes { id name } }
  }
`)

const PLATFORMS: readonly Platform[] = ['TAOBAO', 'JD', 'ALIBABA_1688', 'WEIDIAN', 'PINDUODUO']

interface Props {
  /** Null: a new one. */
  readonly rule: Rule | null
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function RuleDialog({ rule, onClose, onSaved }: Props) {
  const { t } = useSpeech()
  const { tree } = useCategories()
  const suppliers = useFresh(SUPPLIER_NAMES, {}).data?.suppliers?.nodes ?? []
  const { run, busy, refusals } = useAction(SAVE_RULE)
  const [draft, setDraft] = useState(() => (rule ? ruleDraftOf(rule) : NEW_RULE))
  const [faults, setFaults] = useState<ReadonlySet<keyof RuleDraft>>(new Set())
  const bind = (name: Exclude<keyof RuleDraft, 'active'>) => ({
    value: draft[name],
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
    error: faults.has(name) ? t('numberWrong') : refusalOf(refusals, name),
  })
  const save = async () => {
    const found = faultsOf(draft)
    setFaults(found)
    if (found.size > 0) return
    if (!(await run({ input: ruleInput(draft, rule) }, t('ruleSaved')))) return
    onSaved()
    onClose()
  }
  return (
    <Dialog
      title={rule ? t('editRule', { name: rule.name }) : t('newRule')}
      submit={t('save')}
      busy={busy}
      wide
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <div className="form-grid">
        <TextInput label={t('name')} {...bind('name')} />
        <SelectInput
          label={t('category')}
          any={t('anyOne')}
          choices={choicesOf(tree)}
          {...bind('categoryId')}
        />
        <SelectInput
          label={t('platform')}
          any={t('anyOne')}
          choices={PLATFORMS.map((value) => ({ value, label: t(value) }))}
          {...bind('platform')}
        />
        <SelectInput
          label={t('supplier')}
          any={t('anyOne')}
          choices={suppliers.map(({ id, name }) => ({ value: id, label: name }))}
          {...bind('supplierId')}
        />
      </div>
      <div className="form-grid">
        <TextInput label={t('markup')} {...bind('markupPercent')} />
        <TextInput label={t('fixed')} {...bind('fixed')} />
        <TextInput label={t('roundTo')} {...bind('roundTo')} placeholder="0.50" />
        <TextInput label={t('minMargin')} {...bind('minMarginPercent')} />
        <TextInput label={t('paymentShare')} {...bind('paymentSharePercent')} />
        <TextInput label={t('holdAbove')} {...bind('holdAbovePercent')} hint={t('noHold')} />
      </div>
      <CheckInput
        label={t('active')}
        checked={draft.active}
        onChange={(active) => setDraft((now) => ({ ...now, active }))}
      />
    </Dialog>
  )
}
