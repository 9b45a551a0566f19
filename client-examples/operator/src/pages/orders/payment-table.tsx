import { money } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import type { Order } from './order-page.tsx'

export function PaymentTable({ payments }: { payments: Order['payments'] }) {
  return (
    <Panel title="Payments" flush>
      <Table
        label="Payments"
        rows={payments}
        keyOf={({ id }) => id}
        empty="Nothing was paid."
        columns={[
          { head: 'State', tight: true, cell: ({ status }) => <StateBadge state={status} /> },
          {
            head: 'By',
            cell: ({ provider, reference }) => (
              <>
                {provider} {reference && <code>{reference}</code>}
              </>
            ),
          },
          { head: 'Amount', number: true, tight: true, cell: ({ amount }) => money(amount) },
          { head: 'Given back', number: true, tight: true, cell: ({ refunded }) => money(refunded) },
          { head: 'Paid', tight: true, cell: ({ paidAt }) => <Ago at={paidAt} /> },
        ]}
      />
    </Panel>
  )
}
