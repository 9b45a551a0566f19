import type { Random } from '../random.ts'

/** Check digit of the postal S10 number (eight digits): weighted sum to eleven. */
export function s10CheckDigit(eight: string): string {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(eight[at]), 0)
  const rest = 11 - (sum % 11)
  return String(rest === 10 ? 0 : rest === 11 ? 5 : rest)
}

function s10(random: Random): string {
  const eight = random.digits(8)
  return `LX${eight}${s10CheckDigit(eight)}CN`
}

const DOMESTIC: readonly [carrier: string, number: (random: Random) => string][] = [
  ['SF', (random) => `SF${random.digits(13)}`],
  ['YTO', (random) => `YT${random.digits(13)}`],
  ['ZTO', (random) => `78${random.digits(12)}`],
  ['YUNDA', (random) => `46${random.digits(13)}`],
]

const INTERNATIONAL: readonly [carrier: string, number: (random: Random) => string][] = [
  ['EMS', s10],
  ['4PX', (random) => `4PX${random.digits(13)}CN`],
  ['YUNEXPRESS', (random) => `YT${random.digits(16)}`],
]

/** A carrier for the leg, and a number in its form. */
export function parcelNumber(
  random: Random,
  leg: 'DOMESTIC' | 'INTERNATIONAL',
): { carrier: string; trackingNumber: string } {
  const [carrier, number] = random.pick(leg === 'DOMESTIC' ? DOMESTIC : INTERNATIONAL)
  return { carrier, trackingNumber: number(random) }
}
