import { pinyin } from 'pinyin-pro'
import { hasChinese } from './text.ts'

/** The longest that is made of a title, in characters; the longest that there may be. */
const LONGEST_MADE = 60
export const LONGEST_HANDLE = 100

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u

export const HANDLE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
export const HANDLE_MESSAGE =
  'has to be small letters, digits and single hyphens between them, such as longjing-tea'

/**
 * Slug of the first title in Latin letters, or of the first Chinese one, spelt in pinyin; null when there is none.
 * Japanese titles are not spelt: their characters have other readings.
 */
export function handleBase(titles: readonly (string | null | undefined)[]): string | null {
  const given = titles.filter((title) => typeof title === 'string')
  const latin = given.filter((title) => !hasChinese(title))
  const chinese = given.filter((title) => hasChinese(title) && !KANA.test(title))
  for (const title of [...latin, ...chinese]) {
    const plain = spelt(title)
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
    if (/[a-z]/.test(plain)) return shortened(plain)
  }
  return null
}

/** Each character by the reading that it has among its neighbours. */
const spelt = (title: string): string =>
  title.replace(/\p{Script=Han}+/gu, (characters) => {
    const syllables = pinyin(characters, { toneType: 'none', type: 'array', v: true })
    return ` ${syllables.join(' ')} `
  })

/** Ends after a whole word, where there is one. */
function shortened(slug: string): string {
  if (slug.length <= LONGEST_MADE) return slug
  const end = slug.lastIndexOf('-', LONGEST_MADE)
  return slug.slice(0, end > 0 ? end : LONGEST_MADE)
}

/** A handle that no other product has: of its titles, the best one first, and of its id. */
export function handleOf(titles: readonly (string | null | undefined)[], id: string): string {
  const suffix = id.replaceAll('-', '').slice(-12).toLowerCase()
  const base = handleBase(titles)
  return base === null ? suffix : `${base}-${suffix}`
}
