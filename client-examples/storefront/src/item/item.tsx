import { Link, useSearchParams } from 'wouter'
import { webLink } from '../../../shared-web/link/web-link.ts'
import { Gallery } from '../picture/gallery.tsx'
import { productAddress } from '../product/address.ts'
import { SkuPicker } from '../product/sku-picker.tsx'
import { useWords } from '../words/use-words.ts'
import { choicesOf, type ItemDetail } from './choices.ts'
import { ItemBuyBox } from './item-buy-box.tsx'
import { ItemFacts } from './item-facts.tsx'

/** An item of a marketplace as it is sold there at this moment. */
export function Item({ item }: { item: ItemDetail }) {
  const { t, money, time } = useWords()
  const [params, setParams] = useSearchParams()
  const choices = choicesOf(item, t('choice'))
  const wanted = params.get('sku')
  const chosen =
    choices.find(({ externalSkuId }) => externalSkuId === wanted) ??
    choices.find(({ quantity }) => quantity !== 0) ??
    choices[0]
  const { price, asked } = chosen ?? item
  const page = webLink(item.url)
  return (
    <article className="product">
      <Gallery
        media={item.media}
        chosen={chosen?.media}
        kind={null}
        id={`${item.platform} ${item.externalId}`}
        title={item.title}
      />
      <div className="product-text">
        <p className="item-from">
          <span className="pill pill-info">{t(item.platform)}</span>
          {item.seller && <span className="small">{t('soldBy', { seller: item.seller })}</span>}
        </p>
        <h1>{item.title}</h1>
        <p className="price">
          {price && money(price)}
          {asked && price && asked.currency !== price.currency && (
            <span className="price-there"> {money(asked)}</span>
          )}
        </p>
        <p className="small" role="status">
          {t(item.stale ? 'itemOld' : 'itemLive', { time: time(item.fetchedAt) })}
        </p>
        {chosen && choices.length > 1 && (
          <SkuPicker
            skus={choices}
            chosen={chosen}
            isOut={({ quantity }) => quantity === 0}
            onChoose={({ externalSkuId }) =>
              setParams(new URLSearchParams({ sku: externalSkuId }), { replace: true })
            }
          />
        )}
        <ItemBuyBox key={chosen?.externalSkuId} item={item} chosen={chosen ?? null} />
        {item.product && (
          <p className="promise">
            {t('alsoOurs')} <Link href={productAddress(item.product)}>{t('look')}</Link>
          </p>
        )}
        <ItemFacts item={item} />
        {item.description && <p className="item-words">{item.description}</p>}
        {page && (
          <a href={page} rel="noreferrer nofollow" target="_blank">
            {t('openOn', { platform: t(item.platform) })}
          </a>
        )}
      </div>
    </article>
  )
}
