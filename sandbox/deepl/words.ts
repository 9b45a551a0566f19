import type { MarketPlatform, Shelf } from '../state/shelf.ts'

const MARKETS: readonly MarketPlatform[] = ['TAOBAO', 'ALIBABA_1688', 'JD', 'WEIDIAN', 'PINDUODUO']
const known = new WeakMap<Shelf, ReadonlyMap<string, string>>()

/** English for the Chinese of all goods, for the sandbox's translation service. */
export function wordsOf(shelf: Shelf): ReadonlyMap<string, string> {
  const before = known.get(shelf)
  if (before) return before
  const words = new Map<string, string>()
  for (const item of MARKETS.flatMap((platform) => shelf.market(platform))) {
    words.set(item.titleZh, item.titleEn)
    for (const { attributes } of item.skus)
      for (const { name, nameZh, value, valueZh } of attributes) words.set(nameZh, name).set(valueZh, value)
  }
  known.set(shelf, words)
  return words
}
