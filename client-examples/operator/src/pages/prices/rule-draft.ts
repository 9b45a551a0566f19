import { decimalOf } from '../../format/amount.ts'
import type { Platform, SavePriceRuleInput } from '../../graph.ts'
import type { Rule } from './use-rules.ts'

/** The form of a rule: all fields are texts, empty for null. */
export interface RuleDraft {
  readonly name: string
  readonly active: boolean
  readonly platform: string
  readonly categoryId: string
  readonly supplierId: string
  readonly markupPercent: string
  /** In CNY. */
  readonly fixed: string
  readonly roundTo: string
  readonly minMarginPercent: string
  readonly paymentSharePercent: string
  readonly holdAbovePercent: string
}

export const NEW_RULE: RuleDraft = {
  name: '',
  active: true,
  platform: '',
  categoryId: '',
  supplierId: '',
  markupPercent: '15',
  fixed: '',
  roundTo: '0.10',
  minMarginPercent: '',
  paymentSharePercent: '',
  holdAbovePercent: '20',
}

export const ruleDraftOf = (rule: Rule): RuleDraft => ({
  name: rule.name,
  active: rule.active,
  platform: rule.platform ?? '',
  categoryId: rule.category?.id ?? '',
  supplierId: rule.supplier?.id ?? '',
  markupPercent: rule.markupPercent,
  fixed: rule.fixed?.amount ?? '',
  roundTo: rule.roundTo ?? '',
  minMarginPercent: rule.minMarginPercent ?? '',
  paymentSharePercent: rule.paymentSharePercent ?? '',
  holdAbovePercent: rule.holdAbovePercent ?? '',
})

const NUMBERS = [
  'markupPercent',
  'fixed',
  'roundTo',
  'minMarginPercent',
  'paymentSharePercent',
  'holdAbovePercent',
] as const satisfies readonly (keyof RuleDraft)[]

/** Filled fields that are not numbers. */
export const faultsOf = (draft: RuleDraft): ReadonlySet<keyof RuleDraft> =>
  new Set(NUMBERS.filter((name) => draft[name].trim() !== '' && decimalOf(draft[name]) === null))

/** Input for the graph, from a valid form. An amount keeps its currency. */
export function ruleInput(draft: RuleDraft, rule: Rule | null): SavePriceRuleInput {
  const fixed = decimalOf(draft.fixed)
  return {
    ...(rule && { id: rule.id }),
    name: draft.name.trim(),
    active: draft.active,
    platform: (draft.platform || null) as Platform | null,
    categoryId: draft.categoryId || null,
    supplierId: draft.supplierId || null,
    markupPercent: decimalOf(draft.markupPercent) ?? '0',
    fixed: fixed === null ? null : { amount: fixed, currency: rule?.fixed?.currency ?? 'CNY' },
    roundTo: decimalOf(draft.roundTo),
    minMarginPercent: decimalOf(draft.minMarginPercent),
    paymentSharePercent: decimalOf(draft.paymentSharePercent),
    holdAbovePercent: decimalOf(draft.holdAbovePercent),
  }
}
