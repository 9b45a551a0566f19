/** Parameters of a payment provider's page. `amount` is a decimal. */
export interface ToBePaid {
  readonly number: string
  readonly amount: string
  readonly currency: string
}

/** @param template address with {order}, {amount} and {currency}; null when there is no page */
export function paymentPage(template: string | null, { number, amount, currency }: ToBePaid): string | null {
  const values: Readonly<Record<string, string>> = { order: number, amount, currency }
  return (
    template?.replace(/\{(order|amount|currency)\}/g, (_, name: string) =>
      encodeURIComponent(values[name] ?? ''),
    ) ?? null
  )
}
