import type { FieldMappingsQuery } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Table } from '../../ui/table.tsx'

export type FieldMapping = NonNullable<FieldMappingsQuery['fieldMappings']>[number]

interface Props {
  readonly mappings: readonly FieldMapping[]
  readonly onEdit: (mapping: FieldMapping) => void
}

export function FieldMappingTable({ mappings, onEdit }: Props) {
  return (
    <Table
      label="Field mappings"
      rows={mappings}
      keyOf={({ id }) => id}
      empty="None yet: every field comes from where the platform has it."
      columns={[
        { head: 'Record', tight: true, cell: ({ entity }) => entity },
        { head: 'Our field', tight: true, cell: ({ targetField }) => <code>{targetField}</code> },
        { head: 'Taken from', cell: ({ sourcePath }) => <code>{sourcePath}</code> },
        { head: 'Converter', tight: true, cell: ({ converter }) => <code>{converter}</code> },
        {
          head: 'When it is missing',
          tight: true,
          cell: ({ defaultValue }) =>
            defaultValue == null ? (
              <span className="soft">nothing</span>
            ) : (
              <code>{JSON.stringify(defaultValue)}</code>
            ),
        },
        { head: 'Shop', tight: true, cell: ({ shop }) => shop?.name ?? 'All' },
        { head: 'Version', number: true, tight: true, cell: ({ version }) => version },
        {
          head: 'Do',
          tight: true,
          quiet: true,
          cell: (mapping) => (
            <Button aria-label={`Edit ${mapping.targetField}`} onClick={() => onEdit(mapping)}>
              Edit
            </Button>
          ),
        },
      ]}
    />
  )
}
