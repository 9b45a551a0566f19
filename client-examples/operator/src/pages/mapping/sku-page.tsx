import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql } from '../../graph.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ShopSelect, useShops } from '../shops/shop-select.tsx'
import { CsvPanel } from './csv-panel.tsx'
import { MAPPING_TABS } from './mapping-tabs.ts'
import { UnmatchedList } from './unmatched-list.tsx'

const UNMATCHED = graphql(`
  query Unmatched($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {
    unmatchedListings(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id platform externalId externalSkuId outerId barcode title
        price { amount currency }
        shop { id name }
        suggestions { by sku { id code title } }
      }
    }
  }
`)

export default function SkuMappingPage() {
  const [shop, setShop] = useParam('shop')
  const shops = useShops()
  const unmatched = useFresh(UNMATCHED, { ...usePage(25), shopId: shop || null })
  return (
    <Page
      title="Mapping"
      lead="Which SKU of ours a listing of a shop is. Orders that wait for one hold their stock as soon as it is known."
    >
      <Tabs label="Kinds of mappings" tabs={MAPPING_TABS} />
      <div className="filters">
        <ShopSelect value={shop} onChange={setShop} />
      </div>
      <div className="stack">
        <Loaded of={unmatched} lines={8}>
          {({ unmatchedListings: page }) =>
            page && <UnmatchedList key={shop} page={page} shopId={shop} onDone={unmatched.refresh} />
          }
        </Loaded>
        {(shop || shops[0]) && <CsvPanel shopId={shop || (shops[0]?.id ?? '')} onDone={unmatched.refresh} />}
      </div>
    </Page>
  )
}
