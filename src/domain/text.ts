/** Whether PostgreSQL's text and jsonb can hold it: they take neither NUL nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** Cleans a platform's text for the database: unsupported characters become U+FFFD, and the record is kept. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** Numbers, sizes and names in Latin letters read the same in all languages; this does not. */
export const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Characters that are neither seen nor change what is seen: zero-width spaces, soft hyphens, tags. */
const MEANINGLESS = /[\u00AD\u180E\u200B\u2060\uFEFF\u{E0000}-\u{E007F}]/gu

/**
 * A text of one line that a person typed, as it is kept: composed, without what can't be seen, trimmed.
 * Joiners and marks of direction stay: Persian, Hindi and Arabic need them.
 */
export function tidyLine(text: string): string {
  return text.normalize('NFC').replace(MEANINGLESS, '').trim()
}

const BREAKS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u
/** They turn what follows round, so that it reads as something else on a label. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/u
const READABLE = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{Co}]/u

/** Error text for a tidied line; null when it is valid. */
export function flawOfLine(text: string): string | null {
  if (BREAKS.test(text)) return 'must not contain line breaks or control characters'
  if (TURNS.test(text)) return 'must not contain characters that turn the direction of writing'
  if (text !== '' && !READABLE.test(text)) return 'has to have a letter or a digit that can be seen'
  return null
}
