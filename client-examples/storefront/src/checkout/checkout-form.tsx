import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { AddressInput } from '../../../generated/storefront/graphql.ts'
import { cart } from '../cart/cart.ts'
import type { FilledLine } from '../cart/use-cart-skus.ts'
import { payAddress } from '../orders/pay-address.ts'
import { useCurrencies } from '../settings/currencies.ts'
import { useWords } from '../words/use-words.ts'
import { AddressFields } from './address-fields.tsx'
import { LinesReview } from './lines-review.tsx'
import { usePlaceOrder } from './use-place-order.ts'

export function CheckoutForm({ lines, total }: { lines: readonly FilledLine[]; total: ReactNode }) {
  const { t } = useWords()
  const { chosen } = useCurrencies()
  const { busy, wrong, unsure, place } = usePlaceOrder()
  const [, navigate] = useLocation()
  const form = useRef<HTMLFormElement>(null)

  // What is wrong is where one goes on typing.
  useEffect(() => {
    const [first] = wrong.fields
    const field = first === undefined ? null : form.current?.elements.namedItem(first)
    if (field instanceof HTMLElement) field.focus()
  }, [wrong])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const order = await place({
      lines: lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
      shippingAddress: Object.fromEntries(new FormData(event.currentTarget)) as unknown as AddressInput,
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
          {wrong.lines.size > 0 && <p className="warning">{t('tooLittle')}</p>}
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
