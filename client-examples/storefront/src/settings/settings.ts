import { keptStore } from '../../../shared-web/store/store.ts'
import { currencyOfRegion } from './currency-of-region.ts'

export const LOCALES = ['en', 'zh'] as const
export type Locale = (typeof LOCALES)[number]
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export interface Settings {
  readonly locale: Locale
  /** ISO 4217. One that the gateway has no rate for is answered by CNY prices (use-currency.ts). */
  readonly currency: string
  readonly theme: Theme
}

/** The visitor's choice; before that, the browser's settings. */
export const settings = keptStore<Settings>('storefront.settings', (found) => {
  const { locale, currency, theme } = (found ?? {}) as Partial<Record<keyof Settings, unknown>>
  return {
    locale: LOCALES.find((known) => known === locale) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'),
    currency:
      typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
        ? currency
        : currencyOfRegion(navigator.language),
    theme: THEMES.find((known) => known === theme) ?? 'system',
  }
})

export function change(changes: Partial<Settings>): void {
  settings.set({ ...settings.get(), ...changes })
}
