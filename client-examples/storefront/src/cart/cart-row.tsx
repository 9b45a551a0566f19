import { Link } from 'wouter'
import { Stepper } from '../parts/stepper.tsx'
import { ProductPicture } from '../picture/product-picture.tsx'
import { useWords } from '../words/use-words.ts'
import { want } from './cart.ts'
import type { FilledLine } from './filled-line.ts'
import { sumOf } from './sum.ts'

export function CartRow({ line, onRetry }: { line: FilledLine; onRetry: () => void }) {
  const { t, money } = useWords()
  const { goods, quantity, shortOf, price, href, choice } = line
  const title = line.title ?? t(line.isUnread ? 'unread' : 'gone')
  const total = price ? sumOf([{ price, quantity }]) : null
  return (
    <li className="cart-row">
      <ProductPicture media={line.media} kind={line.kind} id={line.artId} sizes="6rem" />
      <div>
        {href ? <Link href={href}>{title}</Link> : <span>{title}</span>}
        {choice && <p className="small">{choice}</p>}
        {line.isUnread && (
          <p className="warning" role="status">
            {t('elsewhereSilent')}{' '}
            <button type="button" className="quiet" onClick={onRetry}>
              {t('retry')}
            </button>
          </p>
        )}
        {line.title !== null && shortOf !== null && (
          <p className="warning" role="status">
            {shortOf === 0 ? t('none') : t('lineTooMany', { n: shortOf })}{' '}
            {shortOf >= line.min && (
              <button type="button" className="quiet" onClick={() => want(goods, shortOf)}>
                {t('takeAvailable', { n: shortOf })}
              </button>
            )}
          </p>
        )}
        <p className="cart-actions">
          <Stepper
            value={quantity}
            min={line.min}
            max={line.max}
            step={line.step}
            of={title}
            onChange={(next) => want(goods, next)}
          />
          <button
            type="button"
            className="quiet"
            aria-label={t('removeNamed', { title })}
            onClick={() => want(goods, 0)}
          >
            {t('remove')}
          </button>
        </p>
      </div>
      <strong>{total && money(total)}</strong>
    </li>
  )
}
