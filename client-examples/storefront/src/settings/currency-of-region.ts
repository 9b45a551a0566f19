const EURO = ['AT', 'BE', 'DE', 'ES', 'FI', 'FR', 'GR', 'IE', 'IT', 'LU', 'NL', 'PT']
const OTHERS: Readonly<Record<string, string>> = {
  US: 'USD',
  GB: 'GBP',
  JP: 'JPY',
  AU: 'AUD',
  CA: 'CAD',
  SG: 'SGD',
  HK: 'HKD',
  CN: 'CNY',
}

/** The currency people of a language tag such as "en-SG" likely think in; US dollars when it says no country. */
export function currencyOfRegion(language: string): string {
  const region = new Intl.Locale(language).maximize().region ?? ''
  return EURO.includes(region) ? 'EUR' : (OTHERS[region] ?? 'USD')
}
