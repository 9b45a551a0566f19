import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { ShopSelect, useShops } from '../shops/shop-select.tsx'

const COMPARE = graphql(`
  mutation Compare($shopId: ID!, $day: String) {
    runReconciliation(input: { shopId: $shopId, day: $day }) {
      reconciliation { id }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly shopId: string
  readonly onClose: () => void
  readonly onStarted: () => void
}

export function CompareDialog({ shopId, onClose, onStarted }: Props) {
  const shops = useShops()
  const [chosen, setChosen] = useState(shopId)
  const [day, setDay] = useState('')
  const { run, busy, refusals } = useAction(COMPARE)
  const shop = chosen || shops[0]?.id || ''
  const start = async () => {
    if (!(await run({ shopId: shop, day: day || null }, 'The comparison is on its way.'))) return
    onStarted()
    onClose()
  }
  return (
    <Dialog
      title="Compare a day"
      submit="Compare"
      busy={busy}
      onClose={onClose}
      onSubmit={() => void start()}
    >
      <ShopSelect value={shop} onChange={setChosen} any="Choose one" error={refusalOf(refusals, 'shopId')} />
      <TextInput
        label="Day of the shop"
        type="date"
        value={day}
        onChange={setDay}
        error={refusalOf(refusals, 'day')}
        hint="Yesterday when it is empty."
      />
    </Dialog>
  )
}
