import { words } from '../../format/words.ts'
import { useAction } from '../../gateway/use-action.ts'
import { graphql, type SyncKind } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'

const TRIGGER = graphql(`
  mutation Trigger($shopId: ID!, $kind: SyncKind!) {
    triggerSync(input: { shopId: $shopId, kind: $kind }) {
      run { id status }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly shopId: string
  readonly kind: SyncKind
  readonly label?: string
  readonly onStarted: () => void
}

/** Begins a run now; its progress shows among the runs. */
export function TriggerButton({ shopId, kind, label = 'Run now', onStarted }: Props) {
  const { run, busy } = useAction(TRIGGER)
  const start = async () => {
    if (await run({ shopId, kind }, `${words(kind)}: a run is on its way.`)) onStarted()
  }
  return (
    <Button busy={busy} aria-label={`Run ${words(kind)} now`} onClick={() => void start()}>
      {label}
    </Button>
  )
}
