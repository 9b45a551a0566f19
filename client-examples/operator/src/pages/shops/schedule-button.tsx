import { useState } from 'react'
import { duration } from '../../format/time.ts'
import { words } from '../../format/words.ts'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import type { State } from './sync-table.tsx'

const SET_SCHEDULE = graphql(`
  mutation SetSchedule($input: SetSyncScheduleInput!) {
    setSyncSchedule(input: $input) {
      state { kind everySeconds nextDueAt }
      userErrors { code field message }
    }
  }
`)

/** Schedule of a kind, and the dialog that changes it. */
export function ScheduleButton({ shopId, state }: { shopId: string; state: State }) {
  const { kind, everySeconds } = state
  const [editing, setEditing] = useState(false)
  const [text, setText] = useState('')
  const { run, busy, refusals } = useAction(SET_SCHEDULE)
  const open = () => {
    setText(String(everySeconds))
    setEditing(true)
  }
  const save = async () => {
    const seconds = text.trim() === '' ? null : Number(text)
    const done = await run(
      { input: { shopId, kind, everySeconds: seconds } },
      `${words(kind)}: schedule is set.`,
    )
    if (done) setEditing(false)
  }
  return (
    <>
      <Button look="quiet" aria-label={`Schedule of ${words(kind)}`} onClick={open}>
        {everySeconds === 0 ? 'at a change' : `every ${duration(everySeconds)}`}
      </Button>
      {editing && (
        <Dialog
          title={`Schedule of ${words(kind)}`}
          submit="Save"
          busy={busy}
          onClose={() => setEditing(false)}
          onSubmit={() => void save()}
        >
          <TextInput
            label="Seconds between two runs"
            type="number"
            value={text}
            onChange={setText}
            error={refusalOf(refusals, 'everySeconds')}
            hint="From 10. 0: only when asked for. Empty: the usual."
          />
        </Dialog>
      )}
    </>
  )
}
