import { useState } from 'react'
import { Link } from 'wouter'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { SelectInput } from '../../ui/inputs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useShops } from '../shops/shop-select.tsx'
import { BeginRow, CategoryInput } from './import-inputs.tsx'

const IMPORT_LISTINGS = graphql(`
  mutation ImportListings($input: ImportListingsInput!) {
    importListings(input: $input) {
      catalogueImport { id }
      userErrors { code field message }
    }
  }
`)

const WAREHOUSE_NAMES = graphql(`
  query WarehouseNames {
    warehouses { id name }
  }
`)

/** Everything a linked shop sells. */
export function ShopForm({ onBegun }: { onBegun: () => void }) {
  const { t } = useSpeech()
  const shops = useShops()
  const warehouses = useFresh(WAREHOUSE_NAMES, {}).data?.warehouses ?? []
  const { run, busy, refusals } = useAction(IMPORT_LISTINGS)
  const [idempotencyKey, renewKey] = useAttemptKey()
  const [shopId, setShopId] = useState('')
  const [categoryId, setCategoryId] = useState('')
  const [warehouseId, setWarehouseId] = useState('')
  const [publish, setPublish] = useState(true)
  const [lacks, setLacks] = useState(false)
  const begin = async () => {
    setLacks(shopId === '')
    if (shopId === '') return
    const input = {
      shopId,
      publish,
      ...(categoryId && { categoryId }),
      ...(warehouseId && { warehouseId }),
      idempotencyKey,
    }
    const answer = await run({ input }, t('importBegun'))
    renewKey()
    if (answer) onBegun()
  }
  return (
    <Panel title={t('byShop')}>
      <div className="stack">
        {shops.length === 0 && (
          <p className="soft">
            {t('noShops')} <Link href="/shops">{t('shops')}</Link>
          </p>
        )}
        <div className="form-grid">
          <SelectInput
            label={t('shop')}
            value={shopId}
            onChange={setShopId}
            any={t('chooseShop')}
            choices={shops.map(({ id, name }) => ({ value: id, label: name }))}
            error={lacks ? t('needShop') : refusalOf(refusals, 'shopId')}
          />
          <SelectInput
            label={t('stockIn')}
            value={warehouseId}
            onChange={setWarehouseId}
            any={t('boughtToOrder')}
            choices={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
            hint={t('stockInHint')}
            error={refusalOf(refusals, 'warehouseId')}
          />
          <CategoryInput
            value={categoryId}
            onChange={setCategoryId}
            error={refusalOf(refusals, 'categoryId')}
          />
        </div>
        <BeginRow publish={publish} onPublish={setPublish}>
          <Button busy={busy} onClick={() => void begin()}>
            {t('importShop')}
          </Button>
        </BeginRow>
      </div>
    </Panel>
  )
}
