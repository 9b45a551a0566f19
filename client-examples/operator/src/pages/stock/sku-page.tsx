import { useState } from 'react'
import { useParams } from 'wouter'
import { routeId } from '../../../../shared-web/route/route-id.ts'
import { count } from '../../format/words.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type Doing, LevelDialogs } from './level-dialogs.tsx'
import { LevelTable } from './level-table.tsx'
import { ListingTable } from './listing-table.tsx'
import { MovementTable } from './movement-table.tsx'
import { SkuChart } from './sku-chart.tsx'
import { useLiveLevels } from './use-live-levels.ts'

const SKU = graphql(`
  query SkuDetail($id: ID!) {
    sku(id: $id) {
      id code title available
      stockLevels {
        id onHand reserved safetyStock incoming available version updatedAt
        warehouse { id code name }
      }
      listings {
        id platform externalId externalSkuId title onSale quantity sellable syncedAt url
        price { amount currency }
        shop { id name }
      }
    }
    warehouses { id code name }
  }
`)

export default function SkuPage() {
  const id = routeId(useParams<{ id: string }>().id)
  const [doing, setDoing] = useState<Doing | null>(null)
  const [changes, setChanges] = useState(0)
  const answer = useFresh(SKU, { id })
  const sku = answer.data?.sku
  const live = useLiveLevels(sku ? [sku.id] : [], () => setChanges((now) => now + 1))
  const levels = (sku?.stockLevels ?? []).map(live)
  const available = levels.reduce((sum, level) => sum + level.available, 0)
  return (
    <Page title={sku?.code ?? 'SKU'} lead={sku?.title}>
      <Loaded of={answer} lines={12}>
        {({ sku: found, warehouses }) =>
          found ? (
            <div className="stack">
              <Panel title="Now" note={`${count(available)} available over all warehouses`}>
                <SkuChart levels={levels} />
              </Panel>
              <Panel title="Warehouses" flush>
                <LevelTable
                  rows={levels.map((level) => ({
                    level,
                    sku: found,
                    title: level.warehouse.name,
                    attributes: '',
                  }))}
                  onDo={setDoing}
                />
              </Panel>
              <Panel title="Listings" note="where it is sold" flush>
                <ListingTable listings={found.listings} onChange={answer.refresh} />
              </Panel>
              <MovementTable skuId={found.id} changes={changes} />
              {doing && (
                <LevelDialogs
                  doing={doing}
                  live={live}
                  warehouses={warehouses}
                  onClose={() => setDoing(null)}
                />
              )}
            </div>
          ) : (
            <p>There is no such SKU.</p>
          )
        }
      </Loaded>
    </Page>
  )
}
