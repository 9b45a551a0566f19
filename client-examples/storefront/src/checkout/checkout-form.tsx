import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { AddressInput } from '../../../generated/storefront/graphql.ts'
import { cart } from '../cart/cart.ts'
import type { FilledLine } from '../cart/filled-line.ts'
import { payAddress } from '../orders/pay-address.ts'
import { useCurrencies } from '../settings/currencies.ts'
import { useWords } from '../words/use-words.ts'
import { AddressFields } from './address-fields.tsx'
import { LinesReview } from './lines-review.tsx'
import { usePlaceOrder } from './use-place-order.ts'

interface Props {
  readonly lines: readonly FilledLine[]
  readonly total: ReactNode
  /** A price rose meanwhile: the visitor has to see the new one before ordering again. */
  readonly onPriceRose: () => void
}

export function CheckoutForm({ lines, total, onPriceRose }: Props) {
  const { t } = useWords()
  const { chosen } = useCurrencies()
  const { busy, wrong, unsure, place } = usePlaceOrder()
  const [, navigate] = useLocation()
  const form = useRef<HTMLFormElement>(null)

  // Focus the first field with an error.
  useEffect(() => {
    const [first] = wrong.fields
    const field = first === undefined ? null : form.current?.elements.namedItem(first)
    if (field instanceof HTMLElement) field.focus()
  }, [wrong])
  const refusals = [...wrong.lines.values()].map(({ code }) => code)
  const hasRisen = refusals.includes('PRICE_CHANGED')
  useEffect(() => {
    if (hasRisen) onPriceRose()
  }, [hasRisen])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const order = await place({
      lines: lines.map(({ order }) => order),
      // Where addresses have no city there is no field for it.
      shippingAddress: {
        city: '',
        ...Object.fromEntries(new FormData(event.currentTarget)),
      } as unknown as AddressInput,
      currency: chosen,
    })
    if (!order) return
    // First away from here, or the page would say that the cart is empty.
    if (order.paymentUrl) location.assign(payAddress(order.paymentUrl, order.number))
    else navigate(`/orders/${order.number}`)
    cart.set([])
  }

  return (
    <form ref={form} className="checkout-form" onSubmit={submit}>
      <AddressFields wrong={wrong.fields} />
      <div className="checkout-side">
        <LinesReview lines={lines} wrong={wrong.lines} />
        {total}
        <div role="alert">
          {wrong.fields.size > 0 && <p className="warning">{t('checkFields')}</p>}
          {refusals.includes('INSUFFICIENT_STOCK') && <p className="warning">{t('tooLittle')}</p>}
          {refusals.some((code) => code !== 'INSUFFICIENT_STOCK') && (
            <p className="warning">{t('checkLines')}</p>
          )}
          {unsure && <p className="warning">{t('notSure')}</p>}
          {wrong.others.map((message) => (
            <p key={message} className="warning">
              {message}
            </p>
          ))}
        </div>
        <button type="submit" className="primary" aria-disabled={busy}>
          {t(busy ? 'placing' : 'placeAndPay')}
        </button>
      </div>
    </form>
  )
}
