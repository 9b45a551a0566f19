import type { PlaceOrderMutation } from '../../../generated/storefront/graphql.ts'

type UserError = NonNullable<PlaceOrderMutation['placeOrder']>['userErrors'][number]

export type WrongLine = Pick<UserError, 'code' | 'message'>

/** Errors of the gateway, by the field that shows them. */
export interface Wrong {
  /** Fields of the address, by their names. */
  readonly fields: ReadonlySet<string>
  /** Lines of the order, by their place in it. */
  readonly lines: ReadonlyMap<number, WrongLine>
  /** Errors without a field, in the gateway's words. */
  readonly others: readonly string[]
}

export const NOTHING_WRONG: Wrong = { fields: new Set(), lines: new Map(), others: [] }

/** `field` is the path in the input: ["shippingAddress", "phone"] or ["lines", "0", "quantity"]. */
export function sorted(errors: readonly UserError[]): Wrong {
  const fields = new Set<string>()
  const lines = new Map<number, WrongLine>()
  const others: string[] = []
  for (const { code, field, message } of errors) {
    const [part, name] = field ?? []
    if (part === 'shippingAddress' && name) fields.add(name)
    else if (part === 'lines' && name) lines.set(Number(name), { code, message })
    else others.push(message)
  }
  return { fields, lines, others }
}
