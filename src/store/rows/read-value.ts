import pg from 'pg'
import { Prisma } from '../generated/client.ts'

/** Reads a value from the text of it that PostgreSQL sent, and gives what Prisma makes of it. */
export type ReadValue = (bytes: Buffer, start: number, end: number) => unknown

const MINUS = 45
const DOT = 46
const PLUS = 43
const ZERO = 48
const COLON = 58
/** Digits that a number holds exactly. */
const EXACT_DIGITS = 15
const TEXT_ARRAY = 1009

/** Recent short strings, mostly ids, codes and names of states: a lookup is cheaper than a new string. */
const LATELY = 4_096
const lately: string[] = new Array(LATELY).fill('')
const LONGEST = 40
/** Ids that are made by time differ at their end. */
const TELLING = 10

const text = (bytes: Buffer, start: number, end: number): string => {
  const length = end - start
  if (length > LONGEST) return bytes.toString('utf8', start, end)
  let place = length
  const from = length > TELLING ? end - TELLING : start
  for (let at = from; at < end; at++) place = Math.imul(place, 31) + (bytes[at] as number)
  place = (place ^ (place >>> 12)) & (LATELY - 1)
  const known = lately[place]
  if (known !== undefined && known.length === length && isText(known, bytes, start)) return known
  const made = bytes.toString('utf8', start, end)
  // As many characters as bytes: plain ASCII.
  if (made.length === length) lately[place] = made
  return made
}

function isText(known: string, bytes: Buffer, start: number): boolean {
  for (let at = known.length - 1; at >= 0; at--) if (known.charCodeAt(at) !== bytes[start + at]) return false
  return true
}

const whole = (bytes: Buffer, start: number, end: number): number => {
  const negative = bytes[start] === MINUS
  let value = 0
  for (let at = negative ? start + 1 : start; at < end; at++)
    value = value * 10 + (bytes[at] as number) - ZERO
  return negative && value !== 0 ? -value : value
}

const big = (bytes: Buffer, start: number, end: number): bigint =>
  end - start <= EXACT_DIGITS
    ? BigInt(whole(bytes, start, end))
    : BigInt(bytes.toString('latin1', start, end))

/** As a session in UTC shows it: `2026-01-31 23:59:59.123+00`. */
const time = (bytes: Buffer, start: number, end: number): Date => {
  const usual =
    bytes[start + 4] === MINUS &&
    bytes[start + 7] === MINUS &&
    bytes[start + 16] === COLON &&
    bytes[end - 3] === PLUS &&
    end - start <= 26
  // Years of five digits or before Christ, and what has no end: as Prisma reads them.
  if (!usual) return anyTime(bytes.toString('latin1', start, end))
  const seconds =
    daysOf(two(bytes, start) * 100 + two(bytes, start + 2), two(bytes, start + 5), two(bytes, start + 8)) *
      86_400 +
    two(bytes, start + 11) * 3_600 +
    two(bytes, start + 14) * 60 +
    two(bytes, start + 17)
  let ms = 0
  if (bytes[start + 19] === DOT)
    for (let at = start + 20, unit = 100; at < start + 23; at++, unit /= 10)
      if (at < end - 3) ms += ((bytes[at] as number) - ZERO) * unit
  return new Date(seconds * 1_000 + ms)
}

/** Days since 1970. Years begin with March here, so that a leap day is the last of one. */
function daysOf(year: number, month: number, day: number): number {
  const from = month > 2 ? year : year - 1
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return (
    365 * from + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + ofYear - 719_468
  )
}

function two(bytes: Buffer, at: number): number {
  return ((bytes[at] as number) - ZERO) * 10 + (bytes[at + 1] as number) - ZERO
}

function anyTime(shown: string): Date {
  return new Date(shown.replace(' ', 'T').replace(/[+-]\d{2}(:\d{2})?$/, '+00:00'))
}

const read = (parse: (text: string) => unknown): ReadValue => {
  return (bytes, start, end) => parse(bytes.toString('utf8', start, end))
}

const bytesOf = pg.types.getTypeParser(pg.types.builtins.BYTEA)

/** By Prisma's name of the type; LIST is one of texts. */
export const READ: Readonly<Record<string, ReadValue>> = {
  String: text,
  ENUM: text,
  Int: whole,
  BigInt: big,
  Boolean: (bytes, start) => bytes[start] === 't'.charCodeAt(0),
  DateTime: time,
  Float: read(Number),
  Decimal: read((shown) => new Prisma.Decimal(shown)),
  Json: read((shown) => JSON.parse(shown)),
  Bytes: read((shown) => Uint8Array.from(bytesOf(shown) as Uint8Array)),
  LIST: read(pg.types.getTypeParser(TEXT_ARRAY as never) as (shown: string) => unknown),
}
