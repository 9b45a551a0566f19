import type { PrismaClient } from '../../store/database.ts'
import { rememberedTexts } from '../../store/translation.ts'
import { hashOfText, type Lookup, SOURCE_LOCALE } from './texts-of-product.ts'

/** A text that is wanted in a language. */
export interface WantedText {
  readonly text: string
  readonly locale: string
}

/** Known translations that one run needs. */
export function textMemory(prisma: PrismaClient) {
  const known = new Map<string, string>()
  const keyOf = (hash: string, locale: string) => `${locale} ${hash}`
  const lookup: Lookup = (text, locale) => known.get(keyOf(hashOfText(text), locale))
  return {
    lookup,
    /** Those without a translation, each once. */
    unknown(texts: readonly WantedText[]): WantedText[] {
      const left = new Map(texts.map((one) => [`${one.locale} ${one.text}`, one]))
      return [...left.values()].filter(({ text, locale }) => lookup(text, locale) === undefined)
    },
    /** Looks the texts up among those that were paid once. */
    async recall(texts: readonly WantedText[]): Promise<void> {
      const keys = new Map(
        texts.map(({ text, locale }) => {
          const hash = hashOfText(text)
          return [keyOf(hash, locale), { hash, from: SOURCE_LOCALE, to: locale }]
        }),
      )
      for (const { hash, to, text } of await rememberedTexts(prisma, SOURCE_LOCALE, [...keys.values()]))
        known.set(keyOf(hash, to), text)
    },
    learn({ text, locale }: WantedText, translation: string): void {
      known.set(keyOf(hashOfText(text), locale), translation)
    },
  }
}

export type TextMemory = ReturnType<typeof textMemory>
