import { words } from '../../format/words.ts'
import { useFeed } from '../../gateway/use-feed.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql, type OrderSource, type OrderStatus } from '../../graph.ts'
import { SelectInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SOURCES, STATUSES } from './choices.ts'
import { FindOrder } from './find-order.tsx'
import { OrderTable } from './order-table.tsx'

const ORDERS = graphql(`
  query Orders($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {
    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id number source status placedAt updatedAt
        total { amount currency }
        lines { id quantity title }
      }
    }
  }
`)

const ORDER_CHANGES = graphql(`
  subscription OrderMoves($after: String) {
    orderChanges(after: $after) {
      ... on OrderChange { cursor order { id status } }
      ... on FeedGap { cursor }
    }
  }
`)
const ALL = {}

export default function OrdersPage() {
  const [status, setStatus] = useParam<OrderStatus>('status')
  const [source, setSource] = useParam<OrderSource>('source')
  const filter = { ...(status && { statuses: [status] }), ...(source && { sources: [source] }) }
  const orders = useFresh(ORDERS, { ...usePage(25), filter })
  useFeed(ORDER_CHANGES, ALL, orders.refresh)
  return (
    <Page
      title="Orders"
      lead="Of the storefront and of linked shops. The list moves as they do."
      actions={<FindOrder />}
    >
      <div className="filters">
        <SelectInput
          label="State"
          value={status}
          onChange={setStatus}
          any="All"
          choices={STATUSES.map((value) => ({ value, label: words(value) }))}
        />
        <SelectInput
          label="Placed"
          value={source}
          onChange={setSource}
          any="Anywhere"
          choices={SOURCES.map((value) => ({ value, label: words(value) }))}
        />
      </div>
      <Panel flush>
        <Loaded of={orders} lines={10}>
          {({ orders: page }) =>
            page && (
              <>
                <OrderTable orders={page.nodes} />
                <Pager info={page.pageInfo} total={page.totalCount} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
