/** An exact number: numerator over a denominator above 0. Not reduced. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

export const ONE: Fraction = { n: 1n, d: 1n }

/** A plain decimal such as "12.5" or "-3", exactly. @throws RangeError when it is none */
export function fractionOf(text: string): Fraction {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text.trim())
  if (!match) throw new RangeError(`not a decimal: ${JSON.stringify(text.slice(0, 40))}`)
  const [, sign, whole = '', decimals = ''] = match
  const n = BigInt(whole + decimals)
  return { n: sign ? -n : n, d: 10n ** BigInt(decimals.length) }
}

export const add = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { n: -b.n, d: b.d })
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d })

/** @throws RangeError when the divisor is 0 */
export function divide(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) throw new RangeError('division by zero')
  const sign = b.n < 0n ? -1n : 1n
  return { n: a.n * b.d * sign, d: a.d * b.n * sign }
}

/** Below 0, 0 or above 0, as `sort` wants it. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

/** The smallest whole number that is not below it. */
export function ceil({ n, d }: Fraction): bigint {
  const whole = n / d
  return n > 0n && n % d !== 0n ? whole + 1n : whole
}

/** The nearest whole number; of two that are as near, the even one. */
export function roundHalfEven({ n, d }: Fraction): bigint {
  const floor = n / d - (n < 0n && n % d !== 0n ? 1n : 0n)
  const twice = (n - floor * d) * 2n
  return twice > d || (twice === d && floor % 2n !== 0n) ? floor + 1n : floor
}

/** The smallest number above 0 that both divide without a rest. Both are above 0. */
export function leastCommonMultiple(a: Fraction, b: Fraction): Fraction {
  const left = a.n * b.d
  const right = b.n * a.d
  return { n: (left / greatestCommonDivisor(left, right)) * right, d: a.d * b.d }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}
