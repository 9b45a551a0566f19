import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Draft } from './draft.ts'
import { FieldForm } from './field-form.tsx'
import { useFieldMapping } from './use-field-mapping.ts'

interface Props {
  readonly initial: Draft
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** A mapping in the making: tried on a record of the platform, before and after side by side, then saved. */
export function FieldEditor({ initial, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(initial)
  const [externalId, setExternalId] = useState('')
  const { preview, save, busy, errorOf, shown } = useFieldMapping()
  const keep = async () => {
    if (!(await save(draft))) return
    onSaved()
    onClose()
  }
  return (
    <Panel title={initial.targetField ? `Mapping of ${initial.targetField}` : 'New field mapping'}>
      <div className="stack">
        <FieldForm draft={draft} onChange={setDraft} errorOf={errorOf} />
        <div className="row row-end">
          <TextInput
            label="Try on the record"
            value={externalId}
            onChange={setExternalId}
            placeholder="Platform's id of an item or order"
            error={errorOf('externalId')}
          />
          <Button
            busy={busy}
            disabled={!externalId.trim()}
            onClick={() => void preview(draft, externalId.trim())}
          >
            Preview
          </Button>
          <span className="row push">
            <Button look="quiet" onClick={onClose}>
              Cancel
            </Button>
            <Button look="primary" busy={busy} onClick={() => void keep()}>
              Save
            </Button>
          </span>
        </div>
        {shown && (
          <div className="columns">
            <div className="stack-tight">
              <h3>Before</h3>
              <JsonView label="The record before" value={shown.before} />
            </div>
            <div className="stack-tight">
              <h3>After</h3>
              <JsonView label="The record after" value={shown.after} against={shown.before} />
            </div>
          </div>
        )}
      </div>
    </Panel>
  )
}
