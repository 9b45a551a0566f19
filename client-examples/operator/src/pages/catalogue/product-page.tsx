import { useEffect, useState } from 'react'
import { Link, useParams } from 'wouter'
import { routeId } from '../../../../shared-web/route/route-id.ts'
import { toneOf } from '../../format/tones.ts'
import { useAction } from '../../gateway/use-action.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ChangePanel } from './change-panel.tsx'
import { changesOf, draftOf, type EditedProduct } from './draft.ts'
import { ProductForm } from './product-form.tsx'
import { SkuPanel } from './sku-panel.tsx'

const PRODUCT_TO_EDIT = graphql(`
  query ProductToEdit($id: ID!, $locale: String!) {
    product(id: $id) {
      id handle version status brand editedFields
      title(locale: $locale)
      titles { locale text }
      descriptions { locale text }
      categories { id }
      media { url status problem }
      skus {
        id code barcode weightGrams minOrderQuantity buyToOrder available
        title(locale: $locale)
        price { amount currency }
        cost { amount currency }
      }
      changes(first: 20) {
        nodes { id at actor source field before after }
      }
    }
  }
`)

const UPDATE_PRODUCT = graphql(`
  mutation UpdateProduct($input: UpdateProductInput!) {
    updateProduct(input: $input) {
      product { id version }
      userErrors { code field message }
    }
  }
`)

export default function ProductPage() {
  const { t, locale } = useSpeech()
  const id = routeId(useParams<{ id: string }>().id)
  const asked = useFresh(PRODUCT_TO_EDIT, { id, locale })
  return (
    <Loaded of={asked} lines={14}>
      {({ product }) =>
        product ? (
          <Editor key={product.id} product={product} onChanged={asked.refresh} />
        ) : (
          <Page title={t('noSuchProduct')}>
            <Link href="/products">{t('backToProducts')}</Link>
          </Page>
        )
      }
    </Loaded>
  )
}

/** The form keeps what was typed while the product is read again; `Load it again` throws it away. */
function Editor({ product, onChanged }: { product: EditedProduct; onChanged: () => void }) {
  const { t } = useSpeech()
  const { run, busy, refusals, clear } = useAction(UPDATE_PRODUCT)
  const [base, setBase] = useState(product)
  const [draft, setDraft] = useState(() => draftOf(product))
  const [taking, setTaking] = useState(false)
  // Editing continues from saved or refetched data.
  useEffect(() => {
    if (!taking || product.version === base.version) return
    setBase(product)
    setDraft(draftOf(product))
    setTaking(false)
  }, [taking, product, base.version])
  const changes = changesOf(draftOf(base), draft)
  const isChanged = Object.keys(changes).length > 0
  const isConflict = refusals.some(({ code }) => code === 'VERSION_CONFLICT')
  const again = () => {
    clear()
    setTaking(true)
    onChanged()
  }
  const save = async () => {
    const input = { id: base.id, expectedVersion: base.version, ...changes }
    if (await run({ input }, t('productSaved'))) again()
  }
  return (
    <Page
      title={product.title}
      lead={
        <>
          <Link href="/products">{t('backToProducts')}</Link>{' '}
          <Badge tone={toneOf(product.status)}>{t(product.status)}</Badge>{' '}
          {product.editedFields.length > 0 && t('byHand', { fields: product.editedFields.join(', ') })}
        </>
      }
      actions={
        <Button look="primary" busy={busy} disabled={!isChanged} onClick={() => void save()}>
          {t('save')}
        </Button>
      }
    >
      <div className="stack">
        {isConflict && (
          <div className="notice notice-warn" role="alert">
            <span>{t('conflict')}</span>
            <Button onClick={again}>{t('loadAgain')}</Button>
          </div>
        )}
        <ProductForm draft={draft} onChange={setDraft} refusals={refusals} />
        <SkuPanel
          product={product}
          // A change of a SKU is one of its product: the next save names the version after it.
          onSaved={() => {
            setTaking(!isChanged)
            onChanged()
          }}
        />
        <ChangePanel changes={product.changes} />
      </div>
    </Page>
  )
}
