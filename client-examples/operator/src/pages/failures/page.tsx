import { words } from '../../format/words.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql, type SyncKind } from '../../graph.ts'
import { SelectInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ShopSelect } from '../shops/shop-select.tsx'
import { FailureList } from './failure-list.tsx'

const FAILURES = graphql(`
  query Failures(
    $first: Int, $after: String, $last: Int, $before: String
    $shopId: ID, $kind: SyncKind, $resolved: Boolean
  ) {
    syncFailures(
      first: $first, after: $after, last: $last, before: $before
      shopId: $shopId, kind: $kind, resolved: $resolved
    ) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt
        shop { id name }
      }
    }
  }
`)

const KINDS: readonly SyncKind[] = ['ORDERS', 'PRODUCTS', 'STOCK', 'REFUNDS', 'LOGISTICS', 'STOCK_PUSH']
const EVERY_MS = 3_000

export default function FailuresPage() {
  const [shop, setShop] = useParam('shop')
  const [kind, setKind] = useParam<SyncKind>('kind')
  const [state, setState] = useParam('state')
  const failures = useFresh(
    FAILURES,
    {
      ...usePage(25),
      shopId: shop || null,
      kind: kind || null,
      resolved: state === '' ? null : state === 'resolved',
    },
    { everyMs: EVERY_MS },
  )
  return (
    <Page
      title="Failures"
      lead="Records of platforms that could not be taken over. The rest of their window went on; what passes by itself is tried again by itself."
    >
      <div className="filters">
        <ShopSelect value={shop} onChange={setShop} />
        <SelectInput
          label="Kind"
          value={kind}
          onChange={setKind}
          any="All"
          choices={KINDS.map((value) => ({ value, label: words(value) }))}
        />
        <SelectInput
          label="State"
          value={state}
          onChange={setState}
          any="All"
          choices={[
            { value: 'open', label: 'Open' },
            { value: 'resolved', label: 'Resolved' },
          ]}
        />
      </div>
      <Panel flush>
        <Loaded of={failures} lines={8}>
          {({ syncFailures: page }) =>
            page && <FailureList page={page} shopId={shop} onRetried={failures.refresh} />
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
