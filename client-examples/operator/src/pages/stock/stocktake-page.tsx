import { useState } from 'react'
import { plural } from '../../format/words.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { Button } from '../../ui/button.tsx'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { CountTable } from './count-table.tsx'
import { rowsOf, STOCK_PAGE } from './levels.ts'
import { useLiveLevels } from './use-live-levels.ts'
import { useStocktake } from './use-stocktake.ts'

const PRODUCTS = 10

export default function StocktakePage() {
  const [warehouse, setWarehouse] = useParam('warehouse')
  const [search, setSearch] = useParam('search')
  const [counts, setCounts] = useState<ReadonlyMap<string, string>>(new Map())
  const wanted = useSettled(search)
  const stock = useFresh(STOCK_PAGE, { ...usePage(PRODUCTS), filter: wanted ? { search: wanted } : {} })
  const warehouses = stock.data?.warehouses ?? []
  const chosen = warehouse || warehouses[0]?.id || ''
  const rows = rowsOf(stock.data?.products?.nodes ?? []).filter(({ level }) => level.warehouse.id === chosen)
  const live = useLiveLevels([...new Set(rows.map(({ sku }) => sku.id))])
  const { record, busy, refusals } = useStocktake(chosen)
  const set = (skuId: string, counted: string) => {
    const next = new Map(counts)
    if (counted === '') next.delete(skuId)
    else next.set(skuId, counted)
    setCounts(next)
  }
  const send = async () => {
    if (await record(counts)) setCounts(new Map())
  }
  return (
    <Page
      title="Stocktake"
      lead="Enter what was counted; the ledger gets the differences, all of them or none. Counts stay while you turn pages."
      actions={
        <Button look="primary" busy={busy} disabled={counts.size === 0} onClick={() => void send()}>
          Record {counts.size > 0 ? plural(counts.size, 'count') : 'counts'}
        </Button>
      }
    >
      <div className="filters">
        <SelectInput
          label="Warehouse"
          value={chosen}
          onChange={(id) => {
            setWarehouse(id)
            setCounts(new Map())
          }}
          choices={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextInput
          label="Search"
          type="search"
          value={search}
          onChange={setSearch}
          placeholder="Title, SKU or barcode"
        />
      </div>
      <Panel flush>
        <Loaded of={stock} lines={12}>
          {({ products: page }) =>
            page && (
              <>
                <CountTable
                  rows={rows.map((row) => ({ ...row, level: live(row.level) }))}
                  counts={counts}
                  refusals={refusals}
                  onCount={set}
                />
                <Pager info={page.pageInfo} total={page.totalCount} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
