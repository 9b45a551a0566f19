import { useWords } from '../words/use-words.ts'
import { sumOf } from './sum.ts'
import type { FilledLine } from './use-cart-skus.ts'

/** What the lines cost together, as shown. */
export function CartTotal({ lines }: { lines: readonly FilledLine[] }) {
  const { t, money } = useWords()
  const total = sumOf(
    lines.flatMap(({ sku, quantity }) => (sku?.price ? [{ price: sku.price, quantity }] : [])),
  )
  return (
    <p className="cart-total">
      <span>{t('total')}</span>
      <strong>{total && money(total)}</strong>
    </p>
  )
}
