/** The texts and figures of one language. */
export interface SpeechOf<Name extends string> {
  readonly locale: string
  /** The text, its {names} filled in. With `n`, the form for that number is taken: "one item|{n} items". */
  t(word: Name, values?: Readonly<Record<string, string | number>>): string
  money(money: { readonly amount: string; readonly currency: string }): string
  /** A day and time in the visitor's own time zone. */
  time(instant: string): string
  number(value: number): string
}

/**
 * @param table texts of the language by name
 * @param locale "en" or "zh"
 */
export function speechIn<Name extends string>(
  table: Readonly<Record<Name, string>>,
  locale: string,
): SpeechOf<Name> {
  const tag = locale === 'zh' ? 'zh-CN' : 'en'
  const plural = new Intl.PluralRules(tag)
  const clock = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' })
  const figures = new Intl.NumberFormat(tag)
  return {
    locale,
    t(word, values = {}) {
      const [one = '', many = one] = table[word].split('|')
      const form = typeof values.n === 'number' && plural.select(values.n) !== 'one' ? many : one
      return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
    },
    // The amount is a decimal string and stays one: Intl takes it as it is. Not the narrow symbol: "$" and "¥" alone stand
    // for several currencies that this shop knows.
    money: ({ amount, currency }) =>
      new Intl.NumberFormat(tag, { style: 'currency', currency }).format(amount as `${number}`),
    time: (instant) => clock.format(new Date(instant)),
    number: (value) => figures.format(value),
  }
}
