import { useState } from 'react'
import type { ItemOfferFragment } from '../../../generated/storefront/graphql.ts'
import { AddButton } from '../cart/add-button.tsx'
import { Stepper } from '../parts/stepper.tsx'
import { useWords } from '../words/use-words.ts'
import { type ItemChoice, rangeOf } from './choices.ts'

interface Props {
  readonly item: ItemOfferFragment
  /** Null: there is only one. */
  readonly chosen: ItemChoice | null
}

/** Into the cart; or why it cannot be bought. */
export function ItemBuyBox({ item, chosen }: Props) {
  const { t } = useWords()
  const { min, max, step } = rangeOf(item, chosen?.quantity)
  const [wanted, setWanted] = useState(min)
  if (!item.onSale || max < min)
    return (
      <p className="stock-note" role="status">
        <span className="badge badge-out_of_stock">{t(item.onSale ? 'none' : 'notSoldThere')}</span>
      </p>
    )
  const { platform, externalId, title } = item
  return (
    <div className="buy-box">
      <Stepper value={wanted} min={min} max={max} step={step} of={title} onChange={setWanted} />
      <AddButton
        goods={{ item: { platform, externalId, externalSkuId: chosen?.externalSkuId ?? null } }}
        quantity={wanted}
        note={<p className="small">{t('onOrder')}</p>}
      />
    </div>
  )
}
