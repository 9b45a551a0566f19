import { Link } from 'wouter'
import { duration } from '../../format/time.ts'
import { words } from '../../format/words.ts'
import type { ShopsQuery } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { Badge, StateBadge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'

export type ShopRow = NonNullable<ShopsQuery['shops']>[number]

const stateOf = ({ sync }: ShopRow, kind: string) => sync.find((state) => state.kind === kind)

function Lag({ shop, kind }: { shop: ShopRow; kind: string }) {
  const state = stateOf(shop, kind)
  if (state?.lagSeconds == null) return <span className="soft">–</span>
  return <>{duration(state.lagSeconds)}</>
}

export function ShopTable({ shops }: { shops: readonly ShopRow[] }) {
  return (
    <Table
      label="Shops"
      rows={shops}
      keyOf={({ id }) => id}
      empty="No shop is linked yet. Link one: its owner agrees on a page of the platform."
      columns={[
        {
          head: 'Shop',
          cell: ({ id, name, statusReason }) => (
            <>
              <Link href={`/shops/${id}`}>{name}</Link>
              {statusReason && <span className="cell-note">{statusReason}</span>}
            </>
          ),
        },
        { head: 'Platform', tight: true, cell: ({ platform }) => words(platform) },
        { head: 'Permission', tight: true, cell: ({ status }) => <StateBadge state={status} /> },
        { head: 'Ends', tight: true, cell: ({ tokenExpiresAt }) => <Ago at={tokenExpiresAt} none="never" /> },
        {
          head: 'Orders behind',
          number: true,
          tight: true,
          cell: (shop) => <Lag shop={shop} kind="ORDERS" />,
        },
        {
          head: 'Products behind',
          number: true,
          tight: true,
          cell: (shop) => <Lag shop={shop} kind="PRODUCTS" />,
        },
        {
          head: 'Synchronisation',
          tight: true,
          cell: ({ sync }) => {
            const failing = sync.filter((state) => state.failing).length
            if (sync.length === 0) return <span className="soft">Never ran</span>
            return failing > 0 ? (
              <Badge tone="bad">{`${failing} failing`}</Badge>
            ) : (
              <Badge tone="good">Well</Badge>
            )
          },
        },
      ]}
    />
  )
}
