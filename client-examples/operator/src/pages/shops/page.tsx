import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LinkShop } from './link-shop.tsx'
import { RunTable } from './run-table.tsx'
import { ShopTable } from './shop-table.tsx'
import { useRuns } from './use-runs.ts'

const SHOPS = graphql(`
  query Shops {
    shops {
      id name platform status statusReason tokenExpiresAt
      sync { kind lagSeconds failing lastSuccessAt }
    }
  }
`)

const EVERY_MS = 5_000
const SHOWN = 10

export default function ShopsPage() {
  const shops = useFresh(SHOPS, {}, { everyMs: EVERY_MS })
  const runs = useRuns(null, SHOWN)
  return (
    <Page
      title="Shops"
      lead="Shops on the marketplaces that we act for, and how far their synchronisation is."
      actions={<LinkShop shops={shops.data?.shops ?? undefined} onChange={shops.refresh} />}
    >
      <div className="stack">
        <Panel flush>
          <Loaded of={shops}>{({ shops: rows }) => <ShopTable shops={rows ?? []} />}</Loaded>
        </Panel>
        <Panel title="Last runs" note="of all shops" flush>
          <Loaded of={runs} lines={8}>
            {({ syncRuns }) => <RunTable runs={syncRuns?.nodes ?? []} withShop />}
          </Loaded>
        </Panel>
      </div>
    </Page>
  )
}
