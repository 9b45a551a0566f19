import type { FieldChange } from './record-changes.ts'

/** Non-empty fields of a new object, as changes from nothing. */
export function present(
  fields: Readonly<Record<string, string | number | boolean | null | undefined>>,
): FieldChange[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value == null || value === '' ? [] : [{ field, before: null, after: String(value) }],
  )
}

/** A value as the trail has it; an empty one counts as none. */
export const textOf = (value: string | number | boolean | null | undefined): string | null =>
  value == null || value === '' ? null : String(value)
