import { useState } from 'react'
import { Link } from 'wouter'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import type { Availability } from '../../graph.ts'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { AVAILABILITIES } from './choices.ts'
import { type Doing, LevelDialogs } from './level-dialogs.tsx'
import { LevelTable } from './level-table.tsx'
import { rowsOf, STOCK_PAGE } from './levels.ts'
import { useLiveLevels } from './use-live-levels.ts'

const PRODUCTS = 10

export default function StockPage() {
  const [search, setSearch] = useParam('search')
  const [availability, setAvailability] = useParam<Availability>('availability')
  const [warehouse, setWarehouse] = useParam('warehouse')
  const [doing, setDoing] = useState<Doing | null>(null)
  const wanted = useSettled(search)
  const filter = { ...(wanted && { search: wanted }), ...(availability && { availability }) }
  const stock = useFresh(STOCK_PAGE, { ...usePage(PRODUCTS), filter })
  const rows = rowsOf(stock.data?.products?.nodes ?? [])
  const live = useLiveLevels([...new Set(rows.map(({ sku }) => sku.id))])
  const shown = rows
    .map((row) => ({ ...row, level: live(row.level) }))
    .filter(({ level }) => !warehouse || level.warehouse.id === warehouse)
  const warehouses = stock.data?.warehouses ?? []
  return (
    <Page
      title="Stock"
      lead="Pieces of every SKU in every warehouse, as they are now. Available is what can be promised: on hand less reserved and safety stock."
      actions={
        <Link href="/stock/count" className="button">
          Stocktake
        </Link>
      }
    >
      <div className="filters">
        <TextInput
          label="Search"
          type="search"
          value={search}
          onChange={setSearch}
          placeholder="Title, SKU or barcode"
        />
        <SelectInput
          label="Availability"
          value={availability}
          onChange={setAvailability}
          any="All"
          choices={AVAILABILITIES}
        />
        <SelectInput
          label="Warehouse"
          value={warehouse}
          onChange={setWarehouse}
          any="All"
          choices={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <Panel flush>
        <Loaded of={stock} lines={12}>
          {({ products: page }) =>
            page && (
              <>
                <LevelTable rows={shown} onDo={setDoing} />
                <Pager info={page.pageInfo} total={page.totalCount} />
              </>
            )
          }
        </Loaded>
      </Panel>
      {doing && (
        <LevelDialogs doing={doing} live={live} warehouses={warehouses} onClose={() => setDoing(null)} />
      )}
    </Page>
  )
}
