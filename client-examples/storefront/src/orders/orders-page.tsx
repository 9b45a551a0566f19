import { useState } from 'react'
import { useQuery, useSubscription } from 'urql'
import { Link } from 'wouter'
import { MyOrdersDocument, OrdersLiveDocument } from '../../../generated/storefront/graphql.ts'
import { useTitle } from '../layout/use-title.ts'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { SignInFirst } from '../session/sign-in-first.tsx'
import '../styles/orders.css'
import { useWords } from '../words/use-words.ts'
import { OrderRow } from './order-row.tsx'

const PAGE_SIZE = 10

export default function OrdersPage() {
  const { t } = useWords()
  useTitle(t('ordersTitle'))
  return (
    <SignInFirst title={t('ordersTitle')}>
      <section>
        <h1>{t('ordersTitle')}</h1>
        <OrderList />
      </section>
    </SignInFirst>
  )
}

function OrderList() {
  const { t, locale } = useWords()
  const [pages, setPages] = useState<readonly (string | null)[]>([null])
  // States move in the list while one looks: the events carry the orders, the cache knows where they are shown.
  useSubscription({ query: OrdersLiveDocument, variables: { locale } })
  return (
    <>
      <ul className="order-rows">
        {pages.map((after, index) => (
          <OrdersOfPage
            key={after}
            after={after}
            isLast={index === pages.length - 1}
            onMore={(next) => setPages([...pages, next])}
          />
        ))}
      </ul>
      <Link href="/">{t('backToShop')}</Link>
    </>
  )
}

interface PageProps {
  after: string | null
  isLast: boolean
  onMore: (next: string) => void
}

function OrdersOfPage({ after, isLast, onMore }: PageProps) {
  const { t, locale } = useWords()
  const [{ data, error }, ask] = useQuery({
    query: MyOrdersDocument,
    variables: { first: PAGE_SIZE, after, locale },
    requestPolicy: 'cache-and-network',
  })
  if (!data?.orders)
    return (
      <li>
        {error ? (
          <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
        ) : (
          <PageSkeleton />
        )}
      </li>
    )
  const { nodes, pageInfo } = data.orders
  const { endCursor, hasNextPage } = pageInfo
  return (
    <>
      {nodes.length === 0 && after === null && (
        <li className="note">
          <h2>{t('ordersNone')}</h2>
          <p>{t('ordersNoneMore')}</p>
        </li>
      )}
      {nodes.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
      {isLast && hasNextPage && endCursor && (
        <li className="load-more">
          <button type="button" onClick={() => onMore(endCursor)}>
            {t('more')}
          </button>
        </li>
      )}
    </>
  )
}
