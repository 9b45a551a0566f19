import { Panel } from '../../ui/panel.tsx'
import { type Purchase, PurchaseTable } from '../purchases/purchase-table.tsx'

interface Props {
  readonly purchases: readonly Purchase[]
  readonly onChange: () => void
}

export function OrderPurchases({ purchases, onChange }: Props) {
  return (
    <Panel title="Purchases" note="on the marketplaces" flush>
      <PurchaseTable purchases={purchases} onChange={onChange} ofOneOrder />
    </Panel>
  )
}
