import { Link } from 'wouter'
import { sumOf } from '../cart/sum.ts'
import type { FilledLine } from '../cart/use-cart-skus.ts'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly lines: readonly FilledLine[]
  /** Places of the lines that the gateway refused. */
  readonly wrong: ReadonlySet<number>
}

/** What is about to be ordered. A line there is too little of leads back to the cart, where it can be changed. */
export function LinesReview({ lines, wrong }: Props) {
  const { t, money, number } = useWords()
  return (
    <ul className="review">
      {lines.map(({ skuId, sku, quantity, shortOf }, index) => {
        const price = sku?.price && sumOf([{ price: sku.price, quantity }])
        return (
          <li key={skuId} data-wrong={wrong.has(index) || shortOf !== null}>
            <span>
              {sku?.title ?? t('gone')} <span className="small">× {number(quantity)}</span>
              {(wrong.has(index) || shortOf !== null) && (
                <span className="warning">
                  {' '}
                  {shortOf ? t('lineTooMany', { n: shortOf }) : t('none')}{' '}
                  <Link href="/cart">{t('cart')}</Link>
                </span>
              )}
            </span>
            <strong>{price && money(price)}</strong>
          </li>
        )
      })}
    </ul>
  )
}
