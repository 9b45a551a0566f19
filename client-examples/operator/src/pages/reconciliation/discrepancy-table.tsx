import { words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { Table } from '../../ui/table.tsx'
import type { Discrepancy } from './comparison-list.tsx'
import { RepairButton } from './repair-button.tsx'

export function DiscrepancyTable({ discrepancies }: { discrepancies: readonly Discrepancy[] }) {
  return (
    <Table
      label="Differences"
      rows={discrepancies}
      keyOf={({ id }) => id}
      empty="Both sides had the same."
      columns={[
        {
          head: 'Difference',
          cell: ({ kind, reference }) => (
            <>
              {words(kind)}
              <span className="cell-note">
                <code>{reference}</code>
              </span>
            </>
          ),
        },
        { head: 'Ours', number: true, tight: true, cell: ({ ours }) => ours ?? 'nothing' },
        { head: 'Theirs', number: true, tight: true, cell: ({ theirs }) => theirs ?? 'nothing' },
        {
          head: 'Suggested repair',
          cell: ({ suggestedRepair }) => suggestedRepair ?? <span className="soft">None</span>,
        },
        {
          head: 'Repair',
          tight: true,
          cell: ({ id, reference, repairedAt, suggestedRepair }) =>
            repairedAt ? (
              <>
                Applied <Ago at={repairedAt} />
              </>
            ) : (
              suggestedRepair && <RepairButton id={id} reference={reference} what={suggestedRepair} />
            ),
        },
      ]}
    />
  )
}
