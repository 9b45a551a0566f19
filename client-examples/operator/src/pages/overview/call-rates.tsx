import { duration } from '../../format/time.ts'
import { decimal } from '../../format/words.ts'
import type { StatusQuery } from '../../graph.ts'
import { Badge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'

type Rates = NonNullable<StatusQuery['systemStatus']>['callRates']

/** The pace falls when a platform refuses calls, and grows back with those that it answers. */
export function CallRates({ rates }: { rates: Rates }) {
  return (
    <Table
      label="Pace of calls to platforms"
      rows={rates}
      keyOf={({ api }) => api}
      empty="No platform was called since the start."
      columns={[
        { head: 'API', cell: ({ api }) => <code>{api}</code> },
        { head: 'Calls a second', number: true, tight: true, cell: ({ perSecond }) => decimal(perSecond) },
        {
          head: 'State',
          tight: true,
          cell: ({ pausedForSeconds }) =>
            pausedForSeconds > 0 ? (
              <Badge tone="bad">{`Paused for ${duration(pausedForSeconds)}`}</Badge>
            ) : (
              <Badge tone="good">Open</Badge>
            ),
        },
      ]}
    />
  )
}
