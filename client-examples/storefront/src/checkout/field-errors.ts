import type { PlaceOrderMutation } from '../../../generated/storefront/graphql.ts'

type UserError = PlaceOrderMutation['placeOrder']['userErrors'][number]

/** What the gateway found wrong, by where it is shown. */
export interface Wrong {
  /** Fields of the address, by their names. */
  readonly fields: ReadonlySet<string>
  /** Lines of the order, by their place in it. */
  readonly lines: ReadonlySet<number>
  /** What belongs nowhere else, in the gateway's words. */
  readonly others: readonly string[]
}

export const NOTHING_WRONG: Wrong = { fields: new Set(), lines: new Set(), others: [] }

/** `field` is the path in the input: ["shippingAddress", "phone"] or ["lines", "0", "quantity"]. */
export function sorted(errors: readonly UserError[]): Wrong {
  const fields = new Set<string>()
  const lines = new Set<number>()
  const others: string[] = []
  for (const { field, message } of errors) {
    const [part, name] = field ?? []
    if (part === 'shippingAddress' && name) fields.add(name)
    else if (part === 'lines' && name) lines.add(Number(name))
    else others.push(message)
  }
  return { fields, lines, others }
}
