import { iso31661 } from 'iso-3166/1.js'
import { iso31661Alpha3ToAlpha2 } from 'iso-3166/1-a3-to-1-a2.js'
import { iso31661Reserved } from 'iso-3166/1-reserved.js'

/** The officially assigned codes of ISO 3166-1 alpha-2 with their English names. */
export const COUNTRIES: ReadonlyMap<string, string> = new Map(
  iso31661.map(({ alpha2, name }) => [alpha2, name]),
)

const RESERVED: ReadonlyMap<string, string> = new Map(
  iso31661Reserved.map(({ alpha2, name }) => [alpha2, name]),
)

/** Parts of a country that ISO reserves a code for at the wish of others: whose post serves them. */
const PARTS: Readonly<Record<string, string>> = {
  AC: 'SH',
  CP: 'FR',
  CQ: 'GG',
  DG: 'IO',
  EA: 'ES',
  IC: 'ES',
  TA: 'SH',
}

/** Whether it is an assigned code of ISO 3166-1 alpha-2, in capitals: GB, and neither UK nor EU nor XK. */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code)
}

/**
 * Error text for an invalid country code: its meaning, and the right one if there
 * is one.
 */
export function notACountry(code: string): string {
  const given = code.trim().toUpperCase()
  const meant = nearestCountry(given)
  const name = RESERVED.get(given)
  return [
    `${JSON.stringify(code.slice(0, 20))} is not an ISO 3166-1 alpha-2 code such as SG`,
    ...(name ? [`: ISO only reserves it (${name})`] : []),
    ...(meant ? [`; ${COUNTRIES.get(meant)} is ${meant}`] : []),
  ].join('')
}

/** The assigned code for a withdrawn, reserved or three-letter one; null when there is none. */
function nearestCountry(code: string): string | null {
  const known = PARTS[code] ?? iso31661Alpha3ToAlpha2[code] ?? successorOf(code)
  return known && isCountry(known) ? known : null
}

/** By the aliases of Unicode's locale data: UK is GB, SU is RU, DD is DE, AN is CW. */
function successorOf(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? new Intl.Locale(`und-${code}`).region : undefined
}
