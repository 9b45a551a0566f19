/** Blanks and dashes of any script: people paste numbers in groups, carriers print them so. */
const BETWEEN = /[\s\p{Cf}\p{Pd}\u2212\ufe63]/gu

/**
 * The one form in which a parcel's number is compared and stored: upper case, without blanks and dashes, wide letters
 * and digits as plain ones. Empty when nothing is left.
 */
export function parcelNumber(text: string): string {
  return text.normalize('NFKC').replace(BETWEEN, '').toUpperCase()
}

/** Numbers of all parcels in one field, as platforms list them with separators; each once. */
export function parcelNumbers(text: string): string[] {
  return [...new Set(text.split(/[|,;、，；]/u).map(parcelNumber))].filter((number) => number !== '')
}
