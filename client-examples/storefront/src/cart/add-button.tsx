import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useWords } from '../words/use-words.ts'
import { addToCart, type Goods } from './cart.ts'

interface Props {
  readonly goods: Goods
  readonly quantity: number
  /** Stands below the button. */
  readonly note?: ReactNode
}

/** Puts goods into the cart, and leads there. */
export function AddButton({ goods, quantity, note }: Props) {
  const { t } = useWords()
  const [added, setAdded] = useState(false)
  return (
    <>
      <button
        type="button"
        className="primary"
        onClick={() => {
          addToCart(goods, quantity)
          setAdded(true)
        }}
      >
        {t('addToCart')}
      </button>
      {note}
      <p role="status">
        {added && (
          <>
            {t('added')} · <Link href="/cart">{t('goToCart')}</Link>
          </>
        )}
      </p>
    </>
  )
}
