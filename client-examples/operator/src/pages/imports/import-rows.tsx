import { Link } from 'wouter'
import { toneOf } from '../../format/tones.ts'
import type { NodeOf, OneImportQuery } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Badge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import { Thumb } from '../../ui/thumb.tsx'

type Row = NodeOf<NonNullable<OneImportQuery['catalogueImport']>['rows']>

/** Outcome of each row of an import. */
export function ImportRows({ rows, empty }: { rows: readonly Row[]; empty: string }) {
  const { t } = useSpeech()
  return (
    <Table
      label={t('rows')}
      rows={rows}
      keyOf={({ reference }) => reference}
      empty={empty}
      columns={[
        {
          head: t('outcome'),
          tight: true,
          cell: ({ outcome }) => <Badge tone={toneOf(outcome)}>{t(outcome)}</Badge>,
        },
        {
          head: t('product'),
          cell: ({ product, outcome, message, changes }) => (
            <>
              {product && (
                <div className="with-thumb">
                  <Thumb picture={product.media[0]} />
                  <Link href={`/products/${encodeURIComponent(product.id)}`}>{product.title}</Link>
                </div>
              )}
              {message && (
                <span className={outcome === 'FAILED' ? 'clip text-bad' : 'clip'} title={message}>
                  {message}
                </span>
              )}
              {changes.length > 0 && (
                <details className="cell-note">
                  <summary>{t('fieldsOf', { n: changes.length })}</summary>
                  {changes.map(({ field, before, after, keptByHand }) => (
                    <span key={field} className="clip">
                      <code>{field}</code> {before ?? '–'} → {after ?? '–'}
                      {keptByHand && ` · ${t('keptByHand')}`}
                    </span>
                  ))}
                </details>
              )}
            </>
          ),
        },
        {
          head: t('named'),
          cell: ({ reference }) => (
            <div className="one-line" title={reference}>
              {reference}
            </div>
          ),
        },
      ]}
    />
  )
}
