const KNOWN: Readonly<Record<string, string>> = {
  TAOBAO: 'Taobao',
  JD: 'JD',
  ALIBABA_1688: '1688',
  WEIDIAN: 'Weidian',
  PINDUODUO: 'Pinduoduo',
  STOREFRONT: 'Storefront',
}

/** `AWAITING_MANUAL_PURCHASE` -> "Awaiting manual purchase". */
export function words(name: string): string {
  const known = KNOWN[name]
  if (known) return known
  const text = name.toLowerCase().replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const WHOLE = new Intl.NumberFormat('en')
const ONE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

export const count = (value: number): string => WHOLE.format(value)
export const decimal = (value: number): string => ONE.format(value)

export const signed = (value: number): string => (value > 0 ? `+${count(value)}` : count(value))

export function money({ amount, currency }: { amount: string; currency: string }): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    Number(amount),
  )
}

/** "1 record", "3 records". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}
