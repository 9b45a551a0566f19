interface Money {
  readonly amount: string
  readonly currency: string
}

/**
 * The total of lines in one currency, exactly: decimals are added as whole numbers of their smallest digit. What is
 * charged is the gateway's own sum; this one is for the eye.
 */
export function sumOf(lines: readonly { readonly price: Money; readonly quantity: number }[]): Money | null {
  const [first] = lines
  if (!first) return null
  const digits = Math.max(...lines.map(({ price }) => price.amount.split('.')[1]?.length ?? 0))
  const minor = lines.reduce(
    (sum, { price, quantity }) => sum + minorOf(price.amount, digits) * BigInt(quantity),
    0n,
  )
  const text = minor.toString().padStart(digits + 1, '0')
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return { amount, currency: first.price.currency }
}

function minorOf(amount: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(digits, '0'))
}
