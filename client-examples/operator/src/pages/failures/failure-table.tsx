import { words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Table } from '../../ui/table.tsx'
import type { Failure } from './failure-list.tsx'

interface Props {
  readonly failures: readonly Failure[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (id: string, on: boolean) => void
  readonly onShow: (id: string) => void
  readonly onRetry: (id: string) => void
}

export function FailureTable({ failures, chosen, onChoose, onShow, onRetry }: Props) {
  return (
    <Table
      label="Failures"
      rows={failures}
      keyOf={({ id }) => id}
      empty="No record is set aside."
      columns={[
        {
          head: 'Choose',
          tight: true,
          quiet: true,
          cell: ({ id, externalId, resolvedAt }) => (
            <input
              type="checkbox"
              aria-label={`Choose ${externalId}`}
              disabled={Boolean(resolvedAt)}
              checked={!resolvedAt && chosen.has(id)}
              onChange={(event) => onChoose(id, event.target.checked)}
            />
          ),
        },
        {
          head: 'Record',
          tight: true,
          cell: ({ externalId, kind, shop }) => (
            <>
              <code>{externalId}</code>
              <span className="cell-note">
                {words(kind)}, {shop.name}
              </span>
            </>
          ),
        },
        {
          head: 'What was wrong',
          cell: ({ errorClass, message }) => (
            <>
              <strong>{errorClass}</strong>
              <span className="cell-note clip">{message}</span>
            </>
          ),
        },
        { head: 'Attempts', number: true, tight: true, cell: ({ attempts }) => attempts },
        {
          head: 'Next attempt',
          tight: true,
          cell: ({ resolvedAt, nextAttemptAt }) =>
            resolvedAt ? (
              <Badge tone="good">Resolved</Badge>
            ) : (
              <Ago at={nextAttemptAt} none="when asked for" />
            ),
        },
        { head: 'First seen', tight: true, cell: ({ firstSeenAt }) => <Ago at={firstSeenAt} /> },
        {
          head: 'Do',
          tight: true,
          quiet: true,
          cell: ({ id, externalId, resolvedAt }) => (
            <span className="row">
              <Button look="quiet" aria-label={`Show ${externalId}`} onClick={() => onShow(id)}>
                Show
              </Button>
              {!resolvedAt && (
                <Button aria-label={`Try ${externalId} again`} onClick={() => onRetry(id)}>
                  Try again
                </Button>
              )}
            </span>
          ),
        },
      ]}
    />
  )
}
