import { useState } from 'react'
import { Link } from 'wouter'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import type { EditedProduct } from './draft.ts'
import { SkuDialog } from './sku-dialog.tsx'
import type { EditedSku } from './sku-draft.ts'

/** The SKUs of a product, each to change, and more of them. */
export function SkuPanel({ product, onSaved }: { product: EditedProduct; onSaved: () => void }) {
  const { t, money, number } = useSpeech()
  const [open, setOpen] = useState<{ readonly sku: EditedSku | null } | null>(null)
  return (
    <Panel
      title={t('skus')}
      flush
      actions={<Button onClick={() => setOpen({ sku: null })}>{t('newSku')}</Button>}
    >
      <Table
        label={t('skus')}
        rows={product.skus}
        keyOf={({ id }) => id}
        empty={t('noSkus')}
        columns={[
          {
            head: t('code'),
            cell: ({ id, code, title }) => (
              <>
                <Link href={`/stock/sku/${encodeURIComponent(id)}`}>
                  <code>{code}</code>
                </Link>
                <span className="cell-note">{title}</span>
              </>
            ),
          },
          {
            head: t('cost'),
            number: true,
            tight: true,
            cell: ({ cost }) => (cost ? money(cost) : '–'),
          },
          {
            head: t('price'),
            number: true,
            tight: true,
            cell: ({ price }) => (price ? money(price) : <span className="soft">{t('noPrice')}</span>),
          },
          { head: t('available'), number: true, tight: true, cell: ({ available }) => number(available) },
          {
            head: t('do'),
            tight: true,
            quiet: true,
            cell: (sku) => (
              <Button aria-label={`${t('edit')}: ${sku.code}`} onClick={() => setOpen({ sku })}>
                {t('edit')}
              </Button>
            ),
          },
        ]}
      />
      {open && (
        <SkuDialog productId={product.id} sku={open.sku} onClose={() => setOpen(null)} onSaved={onSaved} />
      )}
    </Panel>
  )
}
