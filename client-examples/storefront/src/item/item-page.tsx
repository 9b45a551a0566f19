import { useQuery } from 'urql'
import { useLocation, useParams } from 'wouter'
import { ItemDetailDocument, type Platform } from '../../../generated/storefront/graphql.ts'
import { routeId } from '../../../shared-web/route/route-id.ts'
import { SearchBar } from '../catalogue/search-bar.tsx'
import { useTitle } from '../layout/use-title.ts'
import { NotFound } from '../parts/not-found.tsx'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { useAskedIn } from '../settings/use-asked-in.ts'
import '../styles/product.css'
import '../styles/item.css'
import { useWords } from '../words/use-words.ts'
import { Item } from './item.tsx'
import { LinkBox } from './link-box.tsx'
import { findAddress, platformOfSlug } from './platforms.ts'

export default function ItemPage() {
  const { platform: slug, id } = useParams<{ platform: string; id: string }>()
  const platform = platformOfSlug(slug)
  if (platform === null) return <NotFound />
  const externalId = routeId(id)
  return <Read key={`${platform} ${externalId}`} platform={platform} externalId={externalId} />
}

function Read({ platform, externalId }: { platform: Platform; externalId: string }) {
  const { t } = useWords()
  const { ready, ...asked } = useAskedIn()
  const [{ data, error }, ask] = useQuery({
    query: ItemDetailDocument,
    variables: { platform, externalId, ...asked },
    // A price that was read some time ago may no longer hold.
    requestPolicy: 'cache-and-network',
    pause: !ready,
  })
  const item = data?.marketplaceItem
  useTitle(item?.title)
  if (item)
    return (
      <>
        <SearchBar />
        <Item item={item} />
      </>
    )
  const codes = error?.graphQLErrors.map(({ extensions }) => extensions.code) ?? []
  if (codes.includes('BAD_USER_INPUT') || (data && !error)) return <Gone />
  const again = () => ask({ requestPolicy: 'network-only' })
  if (codes.includes('UPSTREAM_UNAVAILABLE') || codes.includes('LIMIT_EXCEEDED'))
    return (
      <section className="note" role="alert">
        <h1>{t('UNAVAILABLE')}</h1>
        <p>{error?.graphQLErrors[0]?.message}</p>
        <button type="button" onClick={again}>
          {t('retry')}
        </button>
      </section>
    )
  if (error) return <Problem error={error} onRetry={again} />
  return <PageSkeleton />
}

/** Another link may be right. */
function Gone() {
  const { t } = useWords()
  const [, navigate] = useLocation()
  return (
    <section className="find">
      <h1>{t('NOT_FOUND')}</h1>
      <LinkBox value="" onFind={(text) => navigate(findAddress(text))} />
    </section>
  )
}
