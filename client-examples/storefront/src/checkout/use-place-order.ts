import { useState } from 'react'
import { useMutation } from 'urql'
import { PlaceOrderDocument, type PlaceOrderMutation } from '../../../generated/storefront/graphql.ts'
import { attemptIsOver, keyFor, type Wanted } from './attempt.ts'
import { NOTHING_WRONG, sorted, type Wrong } from './field-errors.ts'

type Placed = NonNullable<NonNullable<PlaceOrderMutation['placeOrder']>['order']>

interface Placing {
  readonly busy: boolean
  readonly wrong: Wrong
  /** No answer came: the order may have been placed. The same attempt may be repeated. */
  readonly unsure: boolean
  /** @returns the order; null when it was refused or no answer came */
  readonly place: (wanted: Wanted) => Promise<Placed | null>
}

export function usePlaceOrder(): Placing {
  const [, send] = useMutation(PlaceOrderDocument)
  const [state, setState] = useState({ busy: false, wrong: NOTHING_WRONG, unsure: false })
  const place = async (wanted: Wanted) => {
    setState({ busy: true, wrong: NOTHING_WRONG, unsure: false })
    const { data, error } = await send({ input: { ...wanted, idempotencyKey: await keyFor(wanted) } })
    if (!data?.placeOrder) {
      const others = error?.graphQLErrors.map(({ message }) => message) ?? []
      setState({ busy: false, wrong: { ...NOTHING_WRONG, others }, unsure: others.length === 0 })
      return null
    }
    attemptIsOver()
    const { order = null, userErrors } = data.placeOrder
    setState({ busy: order !== null, wrong: sorted(userErrors), unsure: false })
    return order
  }
  return { ...state, place }
}
