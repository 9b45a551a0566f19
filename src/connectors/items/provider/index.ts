import { z } from 'zod'
import type { Platform } from '../../../domain/platform.ts'
import { Rejected, UpstreamError } from '../../../domain/upstream-error.ts'
import type { ItemLinks } from '../../item-links.ts'
import type { ItemSource, ReadOptions } from '../../item-source.ts'
import { unsupported } from '../../unsupported.ts'
import { type ItemDataOptions, itemDataClient, NOTHING } from './client.ts'
import { passwordAnswer, readProviderItem } from './item-map.ts'
import { withLanguage } from './merge-language.ts'

export type { ItemDataAnswer, ItemDataOptions } from './client.ts'

/** One marketplace under the provider's own name, with what its calls take besides. */
export interface ProviderMarket {
  readonly platform: Platform
  /** `taobao`, `1688`, `micro`. */
  readonly source: string
  readonly links: ItemLinks
  /** Parameters that its item_get needs. */
  readonly itemParams?: Readonly<Record<string, string>>
  /** True where share texts can be decoded. */
  readonly decodes?: boolean
}

const itemAnswer = z.object({ item: z.unknown().optional() })
/** Languages into which the provider translates titles. */
const LANGUAGES: Readonly<Record<string, string>> = { en: 'en', ru: 'ru', zh: 'zh-CN' }
const languageOf = (locale: string | undefined) => locale?.split('-')[0]?.toLowerCase() ?? ''

/** Those of the languages that the provider translates into. */
export const providerLanguages = (locales: readonly string[]): readonly string[] => [
  ...new Set(locales.map(languageOf).filter((one) => one !== 'zh' && one in LANGUAGES)),
]

/**
 * Items of marketplaces by a data provider, one paid call each. Source: docs/protocols/items.md; never tried against
 * the live service.
 */
export function itemDataSource(
  options: ItemDataOptions,
  markets: readonly ProviderMarket[],
  /** Languages in which items are read a second time, for one more paid call each. */
  languages: readonly string[] = [],
): ItemSource {
  const client = itemDataClient(options)
  const byPlatform = new Map(markets.map((market) => [market.platform, market]))
  const marketOf = (platform: Platform) => {
    const market = byPlatform.get(platform)
    if (!market) throw unsupported('ITEM_DATA', `items of ${platform}`)
    return market
  }

  async function readItem(platform: Platform, externalId: string, { locale, signal }: ReadOptions) {
    const { source, links, itemParams } = marketOf(platform)
    const language = languageOf(locale)
    const lang = LANGUAGES[language]
    const method = `${source}/item_get`
    const params = { num_iid: externalId, ...itemParams, lang }
    const answer = await unlessNothing(
      client.call({ shop: null, method, params, answer: itemAnswer, signal }),
    )
    if (answer === null || answer.item === undefined || answer.item === null) return null
    const translated = lang && language !== 'zh' ? language : null
    const { item, unreadable } = readProviderItem(answer.item, links.urlOf, translated)
    for (const { externalId: unread, message } of unreadable)
      client.upstream.unreadable({ api: 'item-data', method, externalId: unread, message })
    return item
  }

  /** A translation that can't be read is no reason to be without the item. */
  async function readTranslated(platform: Platform, externalId: string, options: ReadOptions) {
    try {
      return await readItem(platform, externalId, options)
    } catch (error) {
      if (error instanceof UpstreamError) return null
      throw error
    }
  }

  return {
    name: 'item-data',
    role: 'PROVIDER',
    platforms: [...byPlatform.keys()],

    async readItem(platform, externalId, options = {}) {
      let item = await readItem(platform, externalId, options)
      if (item === null || options.locale !== undefined) return item
      for (const locale of languages) {
        const other = await readTranslated(platform, externalId, { ...options, locale })
        if (other) item = withLanguage(item, other, locale)
      }
      return item
    },

    async decodeShareText(platform, word, signal) {
      const { source, decodes } = marketOf(platform)
      if (!decodes) throw unsupported('ITEM_DATA', `share texts of ${platform}`)
      const call = { shop: null, method: `${source}/item_password`, params: { word, title: 'no' } }
      const answer = await unlessNothing(client.call({ ...call, answer: passwordAnswer, signal }))
      return answer?.item?.url ?? answer?.item?.num_iid ?? null
    },
  }
}

async function unlessNothing<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof Rejected && error.code === NOTHING) return null
    throw error
  }
}
