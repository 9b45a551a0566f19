import { convert } from 'html-to-text'
import { type WebAddress, webAddress } from '../domain/web-address.ts'

/** Most characters of a description that are kept, and of its page that are read. */
const LONGEST = 20_000
const LONGEST_PAGE = 200_000
const MOST_PICTURES = 30

/** Descriptions are pages of a seller: pictures, links and scripts go, the words stay. Null when there are none. */
export function plainText(html: string | null | undefined): string | null {
  if (!html) return null
  const words = convert(html.slice(0, LONGEST_PAGE), {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { ignoreHref: true } },
    ],
  }).trim()
  return words === '' ? null : words.slice(0, LONGEST)
}

/** Addresses of pictures, each once, in their order. */
export function pictures(addresses: readonly unknown[]): WebAddress[] {
  return [...new Set(addresses.map(webAddress).filter((one) => one !== null))].slice(0, MOST_PICTURES)
}
