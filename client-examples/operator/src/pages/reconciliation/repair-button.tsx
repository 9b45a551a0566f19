import { useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'

const REPAIR = graphql(`
  mutation Repair($id: ID!) {
    applyRepair(id: $id) {
      discrepancy { id repairedAt }
      userErrors { code field message }
    }
  }
`)

/** Does what the comparison suggests, once. */
export function RepairButton({ id, reference, what }: { id: string; reference: string; what: string }) {
  const { run, busy } = useAction(REPAIR)
  return (
    <ConfirmButton
      label="Apply"
      title={`Repair ${reference}`}
      look="plain"
      busy={busy}
      onConfirm={() => run({ id }, `The repair of ${reference} is applied.`)}
    >
      <p>{what}</p>
    </ConfirmButton>
  )
}
