import { useState } from 'react'
import { AddButton } from '../cart/add-button.tsx'
import { Stepper } from '../parts/stepper.tsx'
import { availableOf } from '../stock/availability.ts'
import type { SkuChoice } from './choice.ts'
import { NotifyMe } from './notify-me.tsx'

/** As many as one may take of what is bought to order. */
const MOST_ON_ORDER = 20

/** Adds to the cart or, when sold out, requests a notification. */
export function BuyBox({ sku }: { sku: SkuChoice }) {
  const [wanted, setWanted] = useState(1)
  const available = availableOf(sku)
  if (available === 0 && !sku.buyToOrder) return <NotifyMe skuId={sku.id} />
  const most = available === 0 ? MOST_ON_ORDER : Math.min(available, 99)
  const quantity = Math.min(wanted, most)
  return (
    <div className="buy-box">
      <Stepper value={quantity} max={most} of={sku.title} onChange={setWanted} />
      <AddButton goods={{ skuId: sku.id }} quantity={quantity} />
    </div>
  )
}
