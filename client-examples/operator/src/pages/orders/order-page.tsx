import { useMemo } from 'react'
import { useParams } from 'wouter'
import { routeId } from '../../../../shared-web/route/route-id.ts'
import { words } from '../../format/words.ts'
import { useFeed } from '../../gateway/use-feed.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql, type OrderDetailQuery } from '../../graph.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LineTable } from './line-table.tsx'
import { OrderActions } from './order-actions.tsx'
import { OrderPurchases } from './order-purchases.tsx'
import { Parcels } from './parcels.tsx'
import { PaymentTable } from './payment-table.tsx'
import { ShippingAddress } from './shipping-address.tsx'
import { Timeline } from './timeline.tsx'

const ORDER = graphql(`
  query OrderDetail($id: ID!) {
    order(id: $id) {
      id number source status placedAt externalId
      total { amount currency }
      shownTotal { amount currency }
      shippingAddress { name phone line1 line2 city region postalCode country }
      lines { id quantity title unitPrice { amount currency } sku { id code available } }
      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }
      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number lines { quantity title } } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }
      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }
      events(first: 100) { nodes { at from to note actor } }
    }
  }
`)

const ORDER_CHANGE = graphql(`
  subscription OneOrderMoves($ids: [ID!], $after: String) {
    orderChanges(orderIds: $ids, after: $after) {
      ... on OrderChange { cursor order { id } }
      ... on FeedGap { cursor }
    }
  }
`)

export type Order = NonNullable<OrderDetailQuery['order']>

export default function OrderPage() {
  const id = routeId(useParams<{ id: string }>().id)
  const order = useFresh(ORDER, { id })
  useFeed(
    ORDER_CHANGE,
    useMemo(() => ({ ids: [id] }), [id]),
    order.refresh,
  )
  const known = order.data?.order
  return (
    <Page
      title={known ? `Order ${known.number}` : 'Order'}
      lead={
        known && (
          <>
            <StateBadge state={known.status} /> {words(known.source)} {known.externalId}
          </>
        )
      }
      actions={known && <OrderActions order={known} onChange={order.refresh} />}
    >
      <Loaded of={order} lines={12}>
        {({ order: found }) =>
          found ? <Detail order={found} onChange={order.refresh} /> : <p>There is no such order.</p>
        }
      </Loaded>
    </Page>
  )
}

function Detail({ order, onChange }: { order: Order; onChange: () => void }) {
  return (
    <div className="columns columns-wide">
      <div className="stack">
        <Panel title="Lines" flush>
          <LineTable order={order} />
        </Panel>
        {order.purchases.length > 0 && <OrderPurchases purchases={order.purchases} onChange={onChange} />}
        {order.payments.length > 0 && <PaymentTable payments={order.payments} />}
        {order.shipments.length > 0 && <Parcels parcels={order.shipments} onChange={onChange} />}
      </div>
      <div className="stack">
        <Panel title="History">
          <Timeline steps={order.events.nodes} />
        </Panel>
        {order.shippingAddress && <ShippingAddress address={order.shippingAddress} />}
      </div>
    </div>
  )
}
