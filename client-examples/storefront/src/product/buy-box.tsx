import { useState } from 'react'
import { Link } from 'wouter'
import { addToCart } from '../cart/cart.ts'
import { Stepper } from '../parts/stepper.tsx'
import { availableOf } from '../stock/availability.ts'
import { useWords } from '../words/use-words.ts'
import type { SkuChoice } from './choice.ts'
import { NotifyMe } from './notify-me.tsx'

/** As many as one may take of what is bought to order. */
const MOST_ON_ORDER = 20

/** Into the cart, or, when nothing is left, the promise to be told. */
export function BuyBox({ sku }: { sku: SkuChoice }) {
  const { t } = useWords()
  const [wanted, setWanted] = useState(1)
  const [added, setAdded] = useState(false)
  const available = availableOf(sku)
  if (available === 0 && !sku.buyToOrder) return <NotifyMe skuId={sku.id} />
  const most = available === 0 ? MOST_ON_ORDER : Math.min(available, 99)
  const quantity = Math.min(wanted, most)
  return (
    <div className="buy-box">
      <Stepper value={quantity} max={most} of={sku.title} onChange={setWanted} />
      <button
        type="button"
        className="primary"
        onClick={() => {
          addToCart(sku.id, quantity)
          setAdded(true)
        }}
      >
        {t('addToCart')}
      </button>
      <p role="status">
        {added && (
          <>
            {t('added')} · <Link href="/cart">{t('goToCart')}</Link>
          </>
        )}
      </p>
    </div>
  )
}
