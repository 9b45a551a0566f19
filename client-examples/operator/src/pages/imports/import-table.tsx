import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { toneOf } from '../../format/tones.ts'
import { useSpeech } from '../../language/speech.ts'
import { Ago } from '../../ui/ago.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import type { Import } from './import-fields.ts'
import { ImportProgress } from './import-progress.tsx'
import { useLiveImport } from './use-live-import.ts'

export function ImportTable({ imports, onEnd }: { imports: readonly Import[]; onEnd: () => void }) {
  const { t, number } = useSpeech()
  const [live, setLive] = useState<ReadonlyMap<string, Import>>(new Map())
  const rows = imports.map((one) => (one.status === 'RUNNING' ? (live.get(one.id) ?? one) : one))
  return (
    <>
      {imports
        .filter(({ status }) => status === 'RUNNING')
        .map((one) => (
          <Watch
            key={one.id}
            of={one}
            onMove={(moved) => setLive((now) => new Map(now).set(moved.id, moved))}
            onEnd={onEnd}
          />
        ))}
      <Table
        label={t('importsSoFar')}
        rows={rows}
        keyOf={({ id }) => id}
        empty={t('noImports')}
        columns={[
          {
            head: t('kind'),
            tight: true,
            cell: ({ id, kind }) => <Link href={`/imports/${encodeURIComponent(id)}`}>{t(kind)}</Link>,
          },
          {
            head: t('state'),
            tight: true,
            cell: ({ status, dryRun }) => (
              <>
                <Badge tone={toneOf(status)}>{t(status)}</Badge> {dryRun && <Badge>{t('trial')}</Badge>}
              </>
            ),
          },
          { head: t('progress'), cell: (one) => <ImportProgress of={one} /> },
          { head: t('created'), number: true, tight: true, cell: ({ created }) => number(created) },
          { head: t('updated'), number: true, tight: true, cell: ({ updated }) => number(updated) },
          { head: t('failed'), number: true, tight: true, cell: ({ failed }) => number(failed) },
          { head: t('began'), tight: true, cell: ({ startedAt }) => <Ago at={startedAt} /> },
        ]}
      />
    </>
  )
}

interface WatchProps {
  readonly of: Import
  readonly onMove: (now: Import) => void
  readonly onEnd: () => void
}

/** Follows one import of the list. */
function Watch({ of: one, onMove, onEnd }: WatchProps): ReactNode {
  useLiveImport(one, onMove, onEnd)
  return null
}
