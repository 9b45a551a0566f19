import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { type CreateProductInput, graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { changesOf, NEW_DRAFT } from './draft.ts'
import { ProductForm } from './product-form.tsx'
import { faultsOf, NEW_SKU, NO_FAULTS, newSkuInput } from './sku-draft.ts'
import { SkuFields } from './sku-fields.tsx'

const CREATE_PRODUCT = graphql(`
  mutation CreateProduct($input: CreateProductInput!) {
    createProduct(input: $input) {
      product { id }
      userErrors { code field message }
    }
  }
`)

export default function NewProductPage() {
  const { t } = useSpeech()
  const [, navigate] = useLocation()
  const { run, busy, refusals } = useAction(CREATE_PRODUCT)
  const [idempotencyKey, renewKey] = useAttemptKey()
  const [draft, setDraft] = useState(NEW_DRAFT)
  const [sku, setSku] = useState(NEW_SKU)
  const [faults, setFaults] = useState(NO_FAULTS)
  const make = async () => {
    const { handle: _, ...said } = changesOf(NEW_DRAFT, draft)
    const hasSku = sku.code.trim() !== '' || sku.price.trim() !== ''
    const found = hasSku ? faultsOf(sku) : NO_FAULTS
    setFaults(found)
    if (found.size > 0) return
    const skus = hasSku ? [newSkuInput(sku)] : []
    const input = { ...said, skus, idempotencyKey } as CreateProductInput
    const answer = await run({ input }, t('productMade'))
    // A corrected request after a refusal is a new one.
    if (!answer?.product) return renewKey()
    navigate(`/products/${encodeURIComponent(answer.product.id)}`)
  }
  return (
    <Page
      title={t('newProduct')}
      lead={<Link href="/products">{t('backToProducts')}</Link>}
      actions={
        <Button look="primary" busy={busy} onClick={() => void make()}>
          {t('makeProduct')}
        </Button>
      }
    >
      <div className="stack">
        <ProductForm draft={draft} onChange={setDraft} refusals={refusals} isNew />
        <Panel title={t('firstSku')}>
          <SkuFields draft={sku} onChange={setSku} refusals={refusals} isNew faults={faults} />
        </Panel>
      </div>
    </Page>
  )
}
