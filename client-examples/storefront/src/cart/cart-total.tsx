import { useWords } from '../words/use-words.ts'
import type { FilledLine } from './filled-line.ts'
import { sumOf } from './sum.ts'

/** Total of the lines, as shown. */
export function CartTotal({ lines }: { lines: readonly FilledLine[] }) {
  const { t, money } = useWords()
  const total = sumOf(lines.flatMap(({ price, quantity }) => (price ? [{ price, quantity }] : [])))
  return (
    <p className="cart-total">
      <span>{t('total')}</span>
      <strong>{total && money(total)}</strong>
    </p>
  )
}
