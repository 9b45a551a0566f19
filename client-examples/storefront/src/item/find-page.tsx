import { useQuery } from 'urql'
import { Redirect, useLocation, useSearchParams } from 'wouter'
import { FindItemDocument, type FindItemQuery } from '../../../generated/storefront/graphql.ts'
import { useTitle } from '../layout/use-title.ts'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import '../styles/item.css'
import { useWords } from '../words/use-words.ts'
import { LinkBox } from './link-box.tsx'
import { findAddress, ITEM_PLATFORMS, itemAddress, platformOfSlug } from './platforms.ts'

type Resolution = NonNullable<FindItemQuery['resolveItem']>

/** Handles pasted text: leads to the item, or says why there is none and what to do next. */
export default function FindPage() {
  const { t } = useWords()
  useTitle(t('findTitle'))
  const [params] = useSearchParams()
  const [, navigate] = useLocation()
  const text = params.get('text')?.trim() ?? ''
  const platform = platformOfSlug(params.get('on') ?? undefined)
  const [{ data, error, fetching }, ask] = useQuery({
    query: FindItemDocument,
    variables: { text, platform },
    pause: text === '',
  })
  const found = data?.resolveItem
  if (found?.item) return <Redirect to={itemAddress(found.item, found.externalSkuId)} replace />
  return (
    <section className="find">
      <h1>{t('findTitle')}</h1>
      <p className="small">{t('findText')}</p>
      <LinkBox key={text} value={text} onFind={(next) => navigate(findAddress(next))} />
      {fetching && (
        <>
          <p role="status">{t('findLooking')}</p>
          <PageSkeleton />
        </>
      )}
      {!fetching && error && !found && (
        <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      )}
      {!fetching && found && (
        <WhyNot found={found} text={text} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      )}
    </section>
  )
}

function WhyNot({ found, text, onRetry }: { found: Resolution; text: string; onRetry: () => void }) {
  const { t } = useWords()
  const [, navigate] = useLocation()
  const { reason, message } = found
  return (
    <div className="find-answer" role="alert">
      <h2>{t(reason ?? 'NO_ID')}</h2>
      {message && <p className="small">{message}</p>}
      {reason === 'AMBIGUOUS' && (
        <p className="find-platforms">
          {ITEM_PLATFORMS.map((platform) => (
            <button key={platform} type="button" onClick={() => navigate(findAddress(text, platform))}>
              {t(platform)}
            </button>
          ))}
        </p>
      )}
      {reason === 'UNAVAILABLE' && (
        <button type="button" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  )
}
