import { useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'

const REPAIR = graphql(`
  mutation Repair($input: ApplyRepairInput!) {
    applyRepair(input: $input) {
      discrepancy { id repairedAt }
      userErrors { code field message }
    }
  }
`)

/** Does what the comparison suggests, once. */
export function RepairButton({ id, reference, what }: { id: string; reference: string; what: string }) {
  const { run, busy } = useAction(REPAIR)
  const [idempotencyKey] = useAttemptKey()
  return (
    <ConfirmButton
      label="Apply"
      title={`Repair ${reference}`}
      look="plain"
      busy={busy}
      onConfirm={() => run({ input: { id, idempotencyKey } }, `The repair of ${reference} is applied.`)}
    >
      <p>{what}</p>
    </ConfirmButton>
  )
}
