import { useState } from 'react'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ShopSelect } from '../shops/shop-select.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { ComparisonList } from './comparison-list.tsx'

const COMPARISONS = graphql(`
  query Comparisons($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {
    reconciliations(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id day checked startedAt finishedAt
        shop { id name }
        discrepancies(first: 100) {
          totalCount
          nodes { id kind reference ours theirs suggestedRepair repairedAt }
        }
      }
    }
  }
`)

const EVERY_MS = 2_000

export default function ReconciliationPage() {
  const [shop, setShop] = useParam('shop')
  const [asking, setAsking] = useState(false)
  const comparisons = useFresh(COMPARISONS, { ...usePage(10), shopId: shop || null }, { everyMs: EVERY_MS })
  return (
    <Page
      title="Reconciliation"
      lead="What we have for a day, against what the platform and the warehouse have. Done every day; a difference that is still there at a second look is listed."
      actions={
        <Button look="primary" onClick={() => setAsking(true)}>
          Compare now
        </Button>
      }
    >
      <div className="filters">
        <ShopSelect value={shop} onChange={setShop} />
      </div>
      <Loaded of={comparisons} lines={8}>
        {({ reconciliations: page }) =>
          page && (
            <Panel flush>
              <ComparisonList comparisons={page.nodes} />
              <Pager info={page.pageInfo} total={page.totalCount} />
            </Panel>
          )
        }
      </Loaded>
      {asking && (
        <CompareDialog shopId={shop} onClose={() => setAsking(false)} onStarted={comparisons.refresh} />
      )}
    </Page>
  )
}
