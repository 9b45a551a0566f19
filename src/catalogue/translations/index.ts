import { dayGmt8 } from '../../connectors/gmt8.ts'
import type { Translator } from '../../connectors/translation.ts'
import type { PrismaClient } from '../../store/database.ts'
import { productsToTranslate, translationDay, wantLanguages } from '../../store/translation.ts'
import { localeOf } from '../localized-input.ts'
import { translateProducts } from './translate-products.ts'

export interface TranslationDeps {
  readonly translator: Translator
  /** Languages that items of marketplaces are brought to, as a setting has them. */
  readonly locales: readonly string[]
  readonly descriptions: boolean
  /** Most characters that are sent in one day. */
  readonly charactersPerDay: number
  readonly onError: (error: unknown, productId: string) => void
}

/** Usage of the translation service today, and its health. */
export interface TranslationFigures {
  /** Null: no service is set. */
  readonly service: string | null
  readonly calls: number
  readonly failed: number
  readonly texts: number
  readonly characters: number
  readonly charactersPerDay: number
  /** Products that wait. */
  readonly waiting: number
  /** Nothing is sent before then, for `lastError`. */
  readonly pausedUntil: Date | null
  readonly lastError: string | null
  /** The last call failed. */
  readonly isDown: boolean
}

/** Texts of marketplaces in the languages that customers read. */
export function translations(prisma: PrismaClient, deps: TranslationDeps | null) {
  const locales = [...new Set((deps?.locales ?? []).map(localeOf).filter((one) => one !== null))]
  return {
    jobs: deps && {
      /** One turn. @returns whether there may be more to do at once */
      translateProducts: (signal: AbortSignal) =>
        translateProducts({ ...deps, prisma, wanted: { locales, descriptions: deps.descriptions } }, signal),
      /** After a start: the languages may be others now. */
      wantLanguages: () => wantLanguages(prisma, locales),
    },
    async figures(): Promise<TranslationFigures> {
      const [day, waiting] = await Promise.all([
        translationDay(prisma, dayGmt8(Date.now())),
        deps ? productsToTranslate(prisma) : 0,
      ])
      const isPaused = day?.pausedUntil != null && day.pausedUntil.getTime() > Date.now()
      return {
        service: deps?.translator.name ?? null,
        calls: day?.calls ?? 0,
        failed: day?.failed ?? 0,
        texts: day?.texts ?? 0,
        characters: day?.characters ?? 0,
        charactersPerDay: deps?.charactersPerDay ?? 0,
        waiting,
        pausedUntil: isPaused ? (day?.pausedUntil ?? null) : null,
        lastError: day?.lastError ?? null,
        isDown: deps !== null && (day?.failures ?? 0) > 0,
      }
    },
  }
}
