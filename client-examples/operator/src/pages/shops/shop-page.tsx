import { useParams } from 'wouter'
import { routeId } from '../../../../shared-web/route/route-id.ts'
import { words } from '../../format/words.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RunTable } from './run-table.tsx'
import { ShopActions } from './shop-actions.tsx'
import { ShopFigures } from './shop-figures.tsx'
import { SyncTable } from './sync-table.tsx'
import { useRuns } from './use-runs.ts'

const SHOP = graphql(`
  query ShopDetail($id: ID!) {
    node(id: $id) {
      ... on Shop {
        id name platform status statusReason tokenExpiresAt
        sync { kind cursor everySeconds lagSeconds failing lastError lastSuccessAt nextDueAt }
      }
    }
    syncFailures(first: 1, shopId: $id, resolved: false) { totalCount }
    unmatchedListings(first: 1, shopId: $id) { totalCount }
  }
`)

const EVERY_MS = 3_000
const SHOWN = 12

export default function ShopPage() {
  const id = routeId(useParams<{ id: string }>().id)
  const shop = useFresh(SHOP, { id }, { everyMs: EVERY_MS })
  const runs = useRuns(id, SHOWN)
  const node = shop.data?.node
  const known = node?.__typename === 'Shop' ? node : null
  return (
    <Page
      title={known?.name ?? 'Shop'}
      lead={known ? `${words(known.platform)}. ${known.statusReason ?? ''}` : ' '}
      actions={known && <ShopActions shop={known} onChange={shop.refresh} />}
    >
      <div className="stack">
        <Loaded of={shop} lines={3}>
          {({ syncFailures, unmatchedListings }) =>
            known ? (
              <ShopFigures
                shop={known}
                failures={syncFailures?.totalCount ?? 0}
                unmatched={unmatchedListings?.totalCount ?? 0}
              />
            ) : (
              <p>There is no such shop.</p>
            )
          }
        </Loaded>
        {known && (
          <>
            <Panel title="Synchronisation" flush>
              <SyncTable shopId={known.id} states={known.sync} onChange={runs.refresh} />
            </Panel>
            <Panel title="Runs" flush>
              <Loaded of={runs} lines={8}>
                {({ syncRuns }) => <RunTable runs={syncRuns?.nodes ?? []} />}
              </Loaded>
            </Panel>
          </>
        )}
      </div>
    </Page>
  )
}
