import { words } from '../../format/words.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { Loaded } from '../../ui/loaded.tsx'

const FAILURE = graphql(`
  query FailureDetail($id: ID!) {
    node(id: $id) {
      ... on SyncFailure {
        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt payload
      }
    }
  }
`)

interface Props {
  readonly id: string
  readonly onClose: () => void
  readonly onRetry: () => Promise<void>
}

/** One failure with the record as the platform sent it. The gateway has masked its personal data. */
export function FailureDialog({ id, onClose, onRetry }: Props) {
  const failure = useFresh(FAILURE, { id })
  return (
    <Dialog title="A record that could not be taken over" wide onClose={onClose}>
      <Loaded of={failure}>
        {({ node }) =>
          node?.__typename !== 'SyncFailure' ? (
            <p>It is not there any more.</p>
          ) : (
            <>
              <p>
                <strong>{node.errorClass}</strong>: {node.message}
              </p>
              <p className="soft">
                {words(node.kind)} <code>{node.externalId}</code>, tried {node.attempts} times, first seen{' '}
                <Ago at={node.firstSeenAt} />
              </p>
              {node.payload == null ? (
                <p className="soft">No record was kept.</p>
              ) : (
                <JsonView label="The record as the platform sent it" value={node.payload} />
              )}
              {!node.resolvedAt && (
                <div>
                  <Button look="primary" onClick={() => void onRetry().then(onClose)}>
                    Try again
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Dialog>
  )
}
