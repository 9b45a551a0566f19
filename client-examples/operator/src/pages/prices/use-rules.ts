import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql, type PriceRulesQuery } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'

const PRICE_RULES = graphql(`
  query PriceRules($locale: String!) {
    priceRules {
      id name active platform currency markupPercent roundTo minMarginPercent paymentSharePercent holdAbovePercent
      fixed { amount currency }
      supplier { id name }
      category { id name(locale: $locale) }
    }
  }
`)

export type Rule = NonNullable<PriceRulesQuery['priceRules']>[number]

export function useRules() {
  const { locale } = useSpeech()
  return useFresh(PRICE_RULES, { locale })
}
