import type { GaugeNames } from './gauges.ts'

/** How the catalogue is filled and kept in step. */
export interface CatalogueFigures {
  /** Calls to the data provider today (GMT+8), as we count them, and how many of them failed. */
  readonly paidCalls: number
  readonly paidCallsFailed: number
  /** As the provider counts; null until it says so. */
  readonly paidCallsCounted: number | null
  readonly paidCallsQuota: number | null
  readonly watched: number
  readonly watchedDue: number
  readonly watchedFailing: number
  readonly importsRunning: number
  readonly importsWaiting: number
}

/** Paid use of the translation service. */
export interface TranslationCounts {
  readonly calls: number
  readonly failed: number
  readonly texts: number
  readonly characters: number
  readonly waiting: number
}

export const TRANSLATIONS: GaugeNames<TranslationCounts> = [
  ['calls', 'haitao_translation_calls', 'Calls to the translation service today, GMT+8.'],
  ['failed', 'haitao_translation_calls_failed', 'Those of them that failed.'],
  ['texts', 'haitao_translation_texts', 'Texts that were translated today.'],
  ['characters', 'haitao_translation_characters', 'Characters that were sent today; each costs money.'],
  ['waiting', 'haitao_translation_products_waiting', 'Products that lack a language.'],
]

export const CATALOGUE: GaugeNames<CatalogueFigures> = [
  [
    'paidCalls',
    'haitao_item_data_calls',
    'Calls to the provider of item data today, GMT+8; each costs money.',
  ],
  ['paidCallsFailed', 'haitao_item_data_calls_failed', 'Those of them that failed.'],
  ['paidCallsCounted', 'haitao_item_data_calls_counted', 'Calls of today as the provider counts them.'],
  ['paidCallsQuota', 'haitao_item_data_quota', 'Calls that the provider allows a day.'],
  ['watched', 'haitao_watched_items', 'Items of marketplaces that are read again and again.'],
  ['watchedDue', 'haitao_watched_items_due', 'Those of them that are to be read now.'],
  ['watchedFailing', 'haitao_watched_items_failing', 'Those of them whose last reading failed.'],
  ['importsRunning', 'haitao_imports_running', 'Imports of the catalogue that are under way.'],
  ['importsWaiting', 'haitao_imports_waiting', 'Imports of the catalogue that wait for a source.'],
]
