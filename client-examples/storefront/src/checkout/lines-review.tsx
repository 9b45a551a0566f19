import { Link } from 'wouter'
import type { FilledLine } from '../cart/filled-line.ts'
import { sumOf } from '../cart/sum.ts'
import { useWords } from '../words/use-words.ts'
import type { WrongLine } from './field-errors.ts'

interface Props {
  readonly lines: readonly FilledLine[]
  /** Places of the lines that the gateway refused. */
  readonly wrong: ReadonlyMap<number, WrongLine>
}

/** Lines of the order. One without enough stock leads back to the cart, where it can be changed. */
export function LinesReview({ lines, wrong }: Props) {
  const { t, money, number } = useWords()
  const whyNot = ({ shortOf, isUnread }: Pick<FilledLine, 'shortOf' | 'isUnread'>, refused?: WrongLine) => {
    if (isUnread) return t('elsewhereSilent')
    if (shortOf) return t('lineTooMany', { n: shortOf })
    if (refused?.code === 'PRICE_CHANGED') return t('priceRose')
    return !refused || refused.code === 'INSUFFICIENT_STOCK' ? t('none') : refused.message
  }
  return (
    <ul className="review">
      {lines.map(({ key, title, choice, price: each, quantity, shortOf, isUnread }, index) => {
        const price = each && sumOf([{ price: each, quantity }])
        const isWrong = wrong.has(index) || shortOf !== null || isUnread
        return (
          <li key={key} data-wrong={isWrong}>
            <span>
              {title ?? t(isUnread ? 'unread' : 'gone')}{' '}
              <span className="small">
                {choice && `${choice} `}× {number(quantity)}
              </span>
              {isWrong && (
                <span className="warning">
                  {' '}
                  {whyNot({ shortOf, isUnread }, wrong.get(index))} <Link href="/cart">{t('cart')}</Link>
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
