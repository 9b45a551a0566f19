import { Converter } from 'opencc-js/t2cn'

const simplify = Converter({ from: 't', to: 'cn' })

/** The text with traditional Chinese characters as simplified ones; null if it has none. */
export function simplifiedOf(text: string): string | null {
  const simplified = simplify(text)
  return simplified === text ? null : simplified
}
