import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { CheckInput, SelectInput, TextArea } from '../../ui/inputs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { choicesOf, useCategories } from '../catalogue/use-categories.ts'
import { useRules } from '../prices/use-rules.ts'
import { useShops } from '../shops/shop-select.tsx'
import { linesOf } from './import-fields.ts'

const IMPORT_ITEMS = graphql(`
  mutation ImportItems($input: ImportItemsInput!) {
    importItems(input: $input) {
      catalogueImport { id }
      userErrors { code field message }
    }
  }
`)

const IMPORT_LISTINGS = graphql(`
  mutation ImportListings($input: ImportListingsInput!) {
    importListings(input: $input) {
      catalogueImport { id }
      userErrors { code field message }
    }
  }
`)

/** Items by what people paste: links of pages, apps and other agents. */
export function ItemsForm({ onBegun }: { onBegun: () => void }) {
  const { t } = useSpeech()
  const rules = useRules().data?.priceRules ?? []
  const { run, busy, refusals } = useAction(IMPORT_ITEMS)
  const [idempotencyKey, renewKey] = useAttemptKey()
  const [text, setText] = useState('')
  const [categoryId, setCategoryId] = useState('')
  const [priceRuleId, setPriceRuleId] = useState('')
  const [publish, setPublish] = useState(true)
  const [lacks, setLacks] = useState(false)
  const begin = async () => {
    const references = linesOf(text)
    setLacks(references.length === 0)
    if (references.length === 0) return
    const input = {
      references,
      publish,
      ...(categoryId && { categoryId }),
      ...(priceRuleId && { priceRuleId }),
      idempotencyKey,
    }
    const answer = await run({ input }, t('importBegun'))
    renewKey()
    if (!answer) return
    setText('')
    onBegun()
  }
  return (
    <Panel title={t('byLinks')}>
      <div className="stack">
        <TextArea
          label={t('references')}
          value={text}
          onChange={setText}
          rows={5}
          placeholder="https://item.taobao.com/item.htm?id=…"
          hint={t('referencesHint')}
          error={lacks ? t('needReferences') : refusalOf(refusals, 'references')}
        />
        <div className="form-grid">
          <CategoryInput
            value={categoryId}
            onChange={setCategoryId}
            error={refusalOf(refusals, 'categoryId')}
          />
          <SelectInput
            label={t('priceRule')}
            value={priceRuleId}
            onChange={setPriceRuleId}
            any={t('usualRule')}
            choices={rules.map(({ id, name }) => ({ value: id, label: name }))}
            error={refusalOf(refusals, 'priceRuleId')}
          />
        </div>
        {rules.length === 0 && (
          <p className="field-hint">
            {t('noRules')} <Link href="/prices">{t('newRule')}</Link>
          </p>
        )}
        <BeginRow publish={publish} onPublish={setPublish}>
          <Button look="primary" busy={busy} onClick={() => void begin()}>
            {t('beginImport')}
          </Button>
        </BeginRow>
      </div>
    </Panel>
  )
}

/** Everything a linked shop sells. */
export function ShopForm({ onBegun }: { onBegun: () => void }) {
  const { t } = useSpeech()
  const shops = useShops()
  const { run, busy, refusals } = useAction(IMPORT_LISTINGS)
  const [idempotencyKey, renewKey] = useAttemptKey()
  const [shopId, setShopId] = useState('')
  const [categoryId, setCategoryId] = useState('')
  const [publish, setPublish] = useState(false)
  const [lacks, setLacks] = useState(false)
  const begin = async () => {
    setLacks(shopId === '')
    if (shopId === '') return
    const input = { shopId, publish, ...(categoryId && { categoryId }), idempotencyKey }
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

interface CategoryProps {
  readonly value: string
  readonly onChange: (id: string) => void
  readonly error: string | undefined
}

/** The category that imported goods join. */
function CategoryInput(props: CategoryProps) {
  const { t } = useSpeech()
  const { tree } = useCategories()
  return <SelectInput label={t('category')} any={t('noCategory')} choices={choicesOf(tree)} {...props} />
}

interface BeginProps {
  readonly publish: boolean
  readonly onPublish: (publish: boolean) => void
  readonly children: ReactNode
}

/** Whether goods are put on show, and the button. */
function BeginRow({ publish, onPublish, children }: BeginProps) {
  const { t } = useSpeech()
  return (
    <div className="row">
      <CheckInput label={t('putOnShow')} checked={publish} onChange={onPublish} />
      <span className="push">{children}</span>
    </div>
  )
}
