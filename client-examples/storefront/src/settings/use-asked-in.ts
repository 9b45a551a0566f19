import { useStore } from '../../../shared-web/store/store.ts'
import { useCurrencies } from './currencies.ts'
import { settings } from './settings.ts'

/** The variables by which titles and prices are asked for. Not `ready` until the gateway's currencies are known. */
export function useAskedIn(): {
  readonly locale: string
  readonly currency: string
  readonly ready: boolean
} {
  const { locale } = useStore(settings)
  const { chosen, ready } = useCurrencies()
  return { locale, currency: chosen, ready }
}
