import { useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'

const ACKNOWLEDGE = graphql(`
  mutation Acknowledge($id: ID!) {
    acknowledgeAlert(input: { id: $id }) {
      alert { id status acknowledgedAt }
      userErrors { code field message }
    }
  }
`)

/** Says that somebody takes care of it. The alert ends when stock is back, not before. */
export function AcknowledgeButton({ id, about }: { id: string; about: string }) {
  const { run, busy } = useAction(ACKNOWLEDGE)
  return (
    <Button
      busy={busy}
      aria-label={`Acknowledge the alert on ${about}`}
      onClick={() => void run({ id }, `You take care of ${about}.`)}
    >
      Acknowledge
    </Button>
  )
}
