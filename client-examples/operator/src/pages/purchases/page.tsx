import { words } from '../../format/words.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql, type PurchaseStatus } from '../../graph.ts'
import { SelectInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PurchaseTable } from './purchase-table.tsx'

const PURCHASES = graphql(`
  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {
    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id platform seller status reason externalId createdAt
        total { amount currency }
        order { id number lines { quantity title } }
        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }
      }
    }
  }
`)

const WAITING: PurchaseStatus[] = ['AWAITING_MANUAL_PURCHASE', 'FAILED']
const OTHERS: PurchaseStatus[] = ['PENDING', 'PLACED', 'PAID', 'SHIPPED', 'RECEIVED', 'CANCELLED']
const EVERY_MS = 5_000

export default function PurchasesPage() {
  const [status, setStatus] = useParam<PurchaseStatus>('status')
  const statuses = status ? [status] : WAITING
  const purchases = useFresh(PURCHASES, { ...usePage(25), statuses }, { everyMs: EVERY_MS })
  return (
    <Page
      title="Buy by hand"
      lead="Purchases that the platform did not let us place: buy on its site, then enter the number of the order there. It is followed from then on."
    >
      <div className="filters">
        <SelectInput
          label="State"
          value={status}
          onChange={setStatus}
          any="Waiting for somebody"
          choices={[...WAITING, ...OTHERS].map((value) => ({ value, label: words(value) }))}
        />
      </div>
      <Panel flush>
        <Loaded of={purchases} lines={8}>
          {({ purchaseOrders: page }) =>
            page && (
              <>
                <PurchaseTable purchases={page.nodes} onChange={purchases.refresh} />
                <Pager info={page.pageInfo} total={page.totalCount} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
