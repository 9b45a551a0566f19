import { useQuery, useSubscription } from 'urql'
import { useParams, useSearchParams } from 'wouter'
import {
  OneOrderDocument,
  type OneOrderQuery,
  OrderLiveDocument,
} from '../../../generated/storefront/graphql.ts'
import { useTitle } from '../layout/use-title.ts'
import { NotFound } from '../parts/not-found.tsx'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { SignInFirst } from '../session/sign-in-first.tsx'
import '../styles/orders.css'
import { useWords } from '../words/use-words.ts'
import { OrderActions } from './order-actions.tsx'
import { OrderLines, SentTo } from './order-lines.tsx'
import { Parcels } from './parcels.tsx'
import { Progress } from './progress.tsx'
import { StatusPill } from './status-pill.tsx'
import { Timeline } from './timeline.tsx'

export default function OrderPage() {
  const { t } = useWords()
  const { number = '' } = useParams<{ number: string }>()
  const title = t('orderNumber', { number })
  useTitle(title)
  return (
    <SignInFirst title={title}>
      <OneOrder number={number} />
    </SignInFirst>
  )
}

function OneOrder({ number }: { number: string }) {
  const { locale } = useWords()
  const [{ data, error }, ask] = useQuery({
    query: OneOrderDocument,
    variables: { number, locale },
    requestPolicy: 'cache-and-network',
  })
  const order = data?.order
  useSubscription(
    { query: OrderLiveDocument, variables: { orderIds: order ? [order.id] : [], locale }, pause: !order },
    (_, event) => {
      // Moves were missed: refetch the order.
      if (event.orderChanges.__typename === 'FeedGap') ask({ requestPolicy: 'network-only' })
      return event
    },
  )
  if (order) return <Order order={order} />
  if (data) return <NotFound />
  if (error) return <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  return <PageSkeleton />
}

function Order({ order }: { order: NonNullable<OneOrderQuery['order']> }) {
  const { t, money, time } = useWords()
  const [params] = useSearchParams()
  const { number, status, placedAt, total, shownTotal, shippingAddress } = order
  const waits = status === 'PENDING_PAYMENT'
  return (
    <article className="order">
      <header className="order-head">
        <div className="order-title">
          <h1>{t('orderNumber', { number })}</h1>
          <p role="status">
            <span className="visually-hidden">{t('statusIs', { status: t(status) })}</span>
            <span aria-hidden="true">
              <StatusPill status={status} />
            </span>
          </p>
        </div>
        <p className="small">{t('orderPlaced', { time: time(placedAt) })}</p>
        <p className="price">
          {money(shownTotal ?? total)} {shownTotal && <span className="small">{money(total)}</span>}
        </p>
        {waits && params.get('paid') === 'yes' && <p role="status">{t('paid')}</p>}
        {waits && params.get('paid') === 'no' && <p role="alert">{t('notPaid')}</p>}
        <OrderActions order={order} />
      </header>
      <Progress order={order} />
      <div className="order-columns">
        <Parcels shipments={order.shipments} />
        <Timeline events={order.events.nodes} />
        <OrderLines lines={order.lines} />
        {shippingAddress && <SentTo address={shippingAddress} />}
      </div>
    </article>
  )
}
