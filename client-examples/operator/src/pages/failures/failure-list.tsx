import { useState } from 'react'
import { plural } from '../../format/words.ts'
import type { FailuresQuery, NodeOf } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Pager } from '../../ui/pager.tsx'
import { FailureDialog } from './failure-dialog.tsx'
import { FailureTable } from './failure-table.tsx'
import { useRetry } from './use-retry.ts'

export type Failure = NodeOf<FailuresQuery['syncFailures']>

interface Props {
  readonly page: NonNullable<FailuresQuery['syncFailures']>
  /** The shop that is filtered by; empty: all. */
  readonly shopId: string
  readonly onRetried: () => void
}

/** The page's failures: choose some and try them again, or all of the shop, or look at one. */
export function FailureList({ page, shopId, onRetried }: Props) {
  const { nodes, pageInfo, totalCount } = page
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState<string | null>(null)
  const { retry, busy } = useRetry(onRetried)
  const open = nodes.filter(({ resolvedAt }) => !resolvedAt)
  const ids = open.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  const choose = (some: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of some) {
      if (on) next.add(id)
      else next.delete(id)
    }
    setChosen(next)
  }
  const retryChosen = async () => {
    await retry({ ids })
    setChosen(new Set())
  }
  return (
    <>
      <div className="panel-head">
        <label className="row">
          <input
            type="checkbox"
            checked={open.length > 0 && ids.length === open.length}
            disabled={open.length === 0}
            onChange={(event) =>
              choose(
                open.map(({ id }) => id),
                event.target.checked,
              )
            }
          />
          All open ones of this page
        </label>
        <div className="row push">
          <Button busy={busy} disabled={ids.length === 0} onClick={() => void retryChosen()}>
            Try {ids.length > 0 ? plural(ids.length, 'record') : 'chosen'} again
          </Button>
          <Button busy={busy} disabled={!shopId} onClick={() => void retry({ shopId })}>
            Try all of the shop again
          </Button>
        </div>
      </div>
      <FailureTable
        failures={nodes}
        chosen={chosen}
        onChoose={(id, on) => choose([id], on)}
        onShow={setShown}
        onRetry={(id) => void retry({ ids: [id] })}
      />
      <Pager info={pageInfo} total={totalCount} />
      {shown && (
        <FailureDialog id={shown} onClose={() => setShown(null)} onRetry={() => retry({ ids: [shown] })} />
      )}
    </>
  )
}
