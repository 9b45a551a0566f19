import { duration } from '../../format/time.ts'
import { words } from '../../format/words.ts'
import type { ShopDetailQuery, SyncKind } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import { ScheduleButton } from './schedule-button.tsx'
import { TriggerButton } from './trigger-button.tsx'
import { TriggerOther } from './trigger-other.tsx'

export type State = Extract<NonNullable<ShopDetailQuery['node']>, { __typename: 'Shop' }>['sync'][number]

interface Props {
  readonly shopId: string
  readonly states: readonly State[]
  readonly onChange: () => void
}

/** How far each kind is, how often it runs, and the button that runs it now. */
export function SyncTable({ shopId, states, onChange }: Props) {
  return (
    <>
      <Table
        label="Kinds of synchronisation"
        rows={states}
        keyOf={({ kind }) => kind}
        empty="Nothing of this shop was synchronised yet."
        columns={[
          { head: 'Kind', tight: true, cell: ({ kind }) => words(kind) },
          {
            head: 'State',
            cell: ({ failing, lastError }) => (
              <>
                <Badge tone={failing ? 'bad' : 'good'}>{failing ? 'Failing' : 'Well'}</Badge>
                {failing && <span className="cell-note clip">{lastError}</span>}
              </>
            ),
          },
          {
            head: 'Behind',
            number: true,
            tight: true,
            cell: ({ lagSeconds }) => (lagSeconds == null ? '–' : duration(lagSeconds)),
          },
          {
            head: 'Last success',
            tight: true,
            cell: ({ lastSuccessAt }) => <Ago at={lastSuccessAt} none="never" />,
          },
          {
            head: 'Next',
            tight: true,
            cell: ({ nextDueAt }) => <Ago at={nextDueAt} none="when asked for" />,
          },
          {
            head: 'Schedule',
            tight: true,
            cell: (state) => <ScheduleButton shopId={shopId} state={state} />,
          },
          {
            head: 'Run',
            tight: true,
            quiet: true,
            cell: ({ kind }) => <TriggerButton shopId={shopId} kind={kind} onStarted={onChange} />,
          },
        ]}
      />
      <TriggerOther shopId={shopId} known={states.map(({ kind }) => kind as SyncKind)} onStarted={onChange} />
    </>
  )
}
