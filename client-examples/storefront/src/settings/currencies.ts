import { useQuery } from 'urql'
import { CurrenciesDocument } from '../../../generated/storefront/graphql.ts'
import { useStore } from '../../../shared-web/store/store.ts'
import { settings } from './settings.ts'

/** The currency of the catalogue itself, for which no rate is needed. */
const BASE = 'CNY'

/** Supported currencies, and the chosen one: others would be refused. */
export function useCurrencies(): {
  readonly known: readonly string[]
  readonly chosen: string
  readonly ready: boolean
} {
  const { currency } = useStore(settings)
  const [{ data, error }] = useQuery({ query: CurrenciesDocument })
  const known = [BASE, ...(data?.exchangeRates.map((rate) => rate.currency) ?? [])]
  return {
    known,
    chosen: known.includes(currency) ? currency : BASE,
    ready: data !== undefined || error !== undefined,
  }
}
