import { useSpeech } from '../../language/speech.ts'
import { Ago } from '../../ui/ago.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import type { EditedProduct } from './draft.ts'

/** Who changed what of a product, the newest first. */
export function ChangePanel({ changes }: { changes: EditedProduct['changes'] }) {
  const { t } = useSpeech()
  return (
    <Panel title={t('changes')} flush>
      <Table
        label={t('changes')}
        rows={changes.nodes}
        keyOf={({ id }) => id}
        empty={t('noChanges')}
        columns={[
          { head: t('when'), tight: true, cell: ({ at }) => <Ago at={at} /> },
          {
            head: t('who'),
            tight: true,
            cell: ({ actor, source }) => (
              <>
                {actor}
                <span className="cell-note">{t(source)}</span>
              </>
            ),
          },
          { head: t('what'), tight: true, cell: ({ field }) => <code>{field}</code> },
          { head: t('before'), cell: ({ before }) => <span className="clip">{before ?? '–'}</span> },
          { head: t('after'), cell: ({ after }) => <span className="clip">{after ?? '–'}</span> },
        ]}
      />
    </Panel>
  )
}
