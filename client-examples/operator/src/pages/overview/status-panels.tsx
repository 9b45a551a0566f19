import type { ReactNode } from 'react'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { Badge } from '../../ui/badge.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { CallRates } from './call-rates.tsx'
import { StatusFigures } from './status-figures.tsx'

const STATUS = graphql(`
  query Status {
    systemStatus {
      healthy
      components { name healthy detail }
      callRates { api perSecond pausedForSeconds }
      sync { shops failing failures behind messages alerts lagSeconds }
      feed { active gaps coalesced replayed closedStuck }
    }
  }
`)

interface Props {
  /** Stands above the words about the system. */
  readonly left: ReactNode
  /** Stands above the calls to the platforms. */
  readonly right: ReactNode
}

/** Figures first, then two columns that end with what the system says of itself. */
export function StatusPanels({ left, right }: Props) {
  const status = useFresh(STATUS, {}, { everyMs: 5_000 })
  return (
    <>
      <Loaded of={status} lines={2}>
        {({ systemStatus }) => systemStatus && <StatusFigures status={systemStatus} />}
      </Loaded>
      <div className="columns">
        <div className="stack">
          {left}
          <Panel title="System" flush>
            <Loaded of={status}>
              {({ systemStatus }) => (
                <Table
                  label="Parts of the system"
                  rows={systemStatus?.components ?? []}
                  keyOf={({ name }) => name}
                  empty="No part reports."
                  columns={[
                    {
                      head: 'Part',
                      tight: true,
                      cell: ({ name, healthy }) => (
                        <>
                          <Badge tone={healthy ? 'good' : 'bad'}>{healthy ? 'Well' : 'Ill'}</Badge> {name}
                        </>
                      ),
                    },
                    { head: 'In words', cell: ({ detail }) => detail },
                  ]}
                />
              )}
            </Loaded>
          </Panel>
        </div>
        <div className="stack">
          {right}
          <Panel title="Calls to platforms" note="present pace, at most" flush>
            <Loaded of={status}>
              {({ systemStatus }) => <CallRates rates={systemStatus?.callRates ?? []} />}
            </Loaded>
          </Panel>
        </div>
      </div>
    </>
  )
}
