import { Link } from 'wouter'
import { toneOf } from '../../format/tones.ts'
import { useAction } from '../../gateway/use-action.ts'
import { graphql, type NodeOf, type ProductListQuery } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Ago } from '../../ui/ago.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Table } from '../../ui/table.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import { SHOP_LANGUAGES } from './draft.ts'

type Row = NodeOf<ProductListQuery['products']>

const PUBLISH = graphql(`
  mutation PublishProduct($input: UpdateProductInput!) {
    updateProduct(input: $input) {
      product { id status version }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly products: readonly Row[]
  readonly empty: string
  readonly onChanged: () => void
}

export function ProductTable({ products, empty, onChanged }: Props) {
  const { t, money, languageName } = useSpeech()
  const { run, busy } = useAction(PUBLISH)
  const publish = async ({ id, version, title }: Row) => {
    const input = { id, status: 'ACTIVE' as const, expectedVersion: version }
    await run({ input }, t('published', { title }))
    onChanged()
  }
  return (
    <Table
      label={t('products')}
      rows={products}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        {
          head: t('product'),
          cell: ({ id, title, titles, media, categories }) => (
            <div className="with-thumb">
              <Thumb picture={media[0]} />
              <div>
                <Link href={`/products/${encodeURIComponent(id)}`}>{title}</Link>
                <span className="cell-note">
                  {categories.map(({ name }) => name).join(' · ') || t('noCategory')}
                </span>
                {SHOP_LANGUAGES.filter((code) => titles.every(({ locale }) => locale !== code)).map(
                  (code) => (
                    <Badge key={code} tone="warn">
                      {t('lacksName', { language: languageName(code) })}
                    </Badge>
                  ),
                )}
              </div>
            </div>
          ),
        },
        {
          head: t('state'),
          tight: true,
          cell: ({ status }) => <Badge tone={toneOf(status)}>{t(status)}</Badge>,
        },
        { head: t('skus'), number: true, tight: true, cell: ({ skus }) => skus.length },
        {
          head: t('price'),
          number: true,
          tight: true,
          cell: ({ price }) => (price ? money(price) : <span className="soft">{t('noPrice')}</span>),
        },
        { head: t('changed'), tight: true, cell: ({ updatedAt }) => <Ago at={updatedAt} /> },
        {
          head: t('do'),
          tight: true,
          quiet: true,
          cell: (row) =>
            row.status === 'DRAFT' && (
              <Button
                busy={busy}
                aria-label={`${t('publish')}: ${row.title}`}
                onClick={() => void publish(row)}
              >
                {t('publish')}
              </Button>
            ),
        },
      ]}
    />
  )
}
