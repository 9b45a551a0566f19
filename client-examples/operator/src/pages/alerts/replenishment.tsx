import { useState } from 'react'
import { plural } from '../../format/words.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import type { Alert } from './alert-table.tsx'
import { ReplenishmentDialog } from './replenishment-dialog.tsx'

/** A replenishment proposal, and its decision. */
export function Replenishment({ proposal }: { proposal: Alert['replenishment'] }) {
  const [deciding, setDeciding] = useState(false)
  if (!proposal) return <span className="soft">None</span>
  return (
    <span className="row">
      {plural(proposal.quantity, 'piece')}
      {proposal.status === 'PROPOSED' ? (
        <Button look="quiet" onClick={() => setDeciding(true)}>
          Decide
        </Button>
      ) : (
        <StateBadge state={proposal.status} />
      )}
      {deciding && <ReplenishmentDialog proposal={proposal} onClose={() => setDeciding(false)} />}
    </span>
  )
}
