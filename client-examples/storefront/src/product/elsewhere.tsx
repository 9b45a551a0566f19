import { useQuery } from 'urql'
import { ElsewhereDocument, type ElsewhereQuery } from '../../../generated/storefront/graphql.ts'
import { webLink } from '../../../shared-web/link/web-link.ts'
import { useStore } from '../../../shared-web/store/store.ts'
import { settings } from '../settings/settings.ts'
import { useWords } from '../words/use-words.ts'

type Listing = NonNullable<ElsewhereQuery['sku']>['listings'][number]

/**
 * Present prices of the same SKU on marketplaces, read through the gateway. It may take its time and one may
 * fail: the page stands without it, and so does each row without the others.
 */
export function Elsewhere({ skuId }: { skuId: string }) {
  const { t } = useWords()
  const { locale } = useStore(settings)
  const [{ data, fetching }] = useQuery({ query: ElsewhereDocument, variables: { id: skuId, locale } })
  const listings = data?.sku?.listings
  return (
    <section className="elsewhere" aria-busy={fetching}>
      <h2>{t('elsewhere')}</h2>
      <p className="small">{t('elsewhereHint')}</p>
      {!listings && fetching && <div className="bone bone-line" />}
      {listings?.length === 0 && <p>{t('elsewhereNone')}</p>}
      <ul>
        {listings?.map((listing) => (
          <Row key={listing.id} listing={listing} />
        ))}
      </ul>
    </section>
  )
}

function Row({ listing: { platform, live, url } }: { listing: Listing }) {
  const { t, money, time } = useWords()
  const page = webLink(url)
  return (
    <li>
      <b>{t(platform)}</b>
      {live ? (
        <>
          <span>{money(live.price)}</span>
          <span className="small">
            {t('elsewherePieces', { n: live.quantity })}
            {live.stale && ` · ${t('elsewhereOld', { time: time(live.fetchedAt) })}`}
          </span>
        </>
      ) : (
        <span className="small">{t('elsewhereSilent')}</span>
      )}
      {page && (
        <a href={page} rel="noreferrer nofollow" target="_blank">
          {t('openThere')}
          <span className="visually-hidden"> {t(platform)}</span>
        </a>
      )}
    </li>
  )
}
