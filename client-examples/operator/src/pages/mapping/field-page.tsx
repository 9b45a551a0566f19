import { useState } from 'react'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { type Draft, draftOf, NEW_DRAFT } from './draft.ts'
import { FieldEditor } from './field-editor.tsx'
import { FieldMappingTable } from './field-mapping-table.tsx'
import { MAPPING_TABS } from './mapping-tabs.ts'

const FIELD_MAPPINGS = graphql(`
  query FieldMappings {
    fieldMappings {
      id entity sourcePath targetField converter defaultValue options version
      shop { id name }
    }
  }
`)

export default function FieldMappingPage() {
  const mappings = useFresh(FIELD_MAPPINGS, {})
  const [editing, setEditing] = useState<{ draft: Draft; turn: number } | null>(null)
  const edit = (draft: Draft) => setEditing((now) => ({ draft, turn: (now?.turn ?? 0) + 1 }))
  return (
    <Page
      title="Mapping"
      lead="Which field of a platform's record goes into which field of ours. A mapping can be tried on a real record before it is saved."
      actions={
        <Button look="primary" onClick={() => edit(NEW_DRAFT)}>
          New field mapping
        </Button>
      }
    >
      <Tabs label="Kinds of mappings" tabs={MAPPING_TABS} />
      <div className="stack">
        {editing && (
          <FieldEditor
            key={editing.turn}
            initial={editing.draft}
            onClose={() => setEditing(null)}
            onSaved={mappings.refresh}
          />
        )}
        <Panel title="Field mappings" flush>
          <Loaded of={mappings}>
            {({ fieldMappings: all }) =>
              all && <FieldMappingTable mappings={all} onEdit={(mapping) => edit(draftOf(mapping))} />
            }
          </Loaded>
        </Panel>
      </div>
    </Page>
  )
}
