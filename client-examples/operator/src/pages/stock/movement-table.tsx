import { useEffect } from 'react'
import { count, signed, words } from '../../format/words.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { graphql } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'

const MOVEMENTS = graphql(`
  query Movements($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    sku(id: $id) {
      id
      movements(first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes {
          id occurredAt reason reference actor delta reservedDelta incomingDelta onHandAfter
          warehouse { code }
        }
      }
    }
  }
`)

/** @param changes grows with every change of the SKU: the ledger is read again */
export function MovementTable({ skuId, changes }: { skuId: string; changes: number }) {
  const movements = useFresh(MOVEMENTS, { id: skuId, ...usePage(15) })
  const { refresh } = movements
  useEffect(() => {
    if (changes > 0) refresh()
  }, [changes, refresh])
  return (
    <Panel title="Ledger" note="every change, for ever" flush>
      <Loaded of={movements} lines={8}>
        {({ sku }) =>
          sku && (
            <>
              <Table
                label="Ledger"
                rows={sku.movements.nodes}
                keyOf={({ id }) => id}
                empty="It never moved."
                columns={[
                  { head: 'When', tight: true, cell: ({ occurredAt }) => <Ago at={occurredAt} /> },
                  { head: 'Where', tight: true, cell: ({ warehouse }) => warehouse.code },
                  { head: 'Why', tight: true, cell: ({ reason }) => words(reason) },
                  { head: 'On hand', number: true, tight: true, cell: ({ delta }) => signed(delta) },
                  {
                    head: 'Reserved',
                    number: true,
                    tight: true,
                    cell: ({ reservedDelta }) => signed(reservedDelta),
                  },
                  {
                    head: 'Incoming',
                    number: true,
                    tight: true,
                    cell: ({ incomingDelta }) => signed(incomingDelta),
                  },
                  {
                    head: 'On hand after',
                    number: true,
                    tight: true,
                    cell: ({ onHandAfter }) => count(onHandAfter),
                  },
                  { head: 'Reference', cell: ({ reference }) => reference ?? '' },
                  { head: 'Who', tight: true, cell: ({ actor }) => <span className="soft">{actor}</span> },
                ]}
              />
              <Pager info={sku.movements.pageInfo} total={sku.movements.totalCount} />
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}
