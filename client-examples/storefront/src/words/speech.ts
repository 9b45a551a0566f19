import { en } from './en.ts'
import { zh } from './zh.ts'

/** Every text of the pages, by name. A language that lacks one does not compile. */
export type Words = Readonly<Record<keyof typeof en, string>>
export type Word = keyof Words

export const TABLES: Readonly<Record<string, Words>> = { en, zh }

export interface Speech {
  readonly locale: string
  /** The text, its {names} filled in. With `n`, the form for that number is taken: "one item|{n} items". */
  t(word: Word, values?: Readonly<Record<string, string | number>>): string
  money(money: { readonly amount: string; readonly currency: string }): string
  /** A day and time in the visitor's own time zone. */
  time(instant: string): string
  number(value: number): string
}

export function speechOf(locale: string): Speech {
  const table = TABLES[locale] ?? en
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
