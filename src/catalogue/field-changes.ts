import type { FieldChange } from './record-changes.ts'

/** A field that an import found different from what we have. */
export interface ImportFieldChange extends FieldChange {
  /** A person has set it: it stays. */
  readonly keptByHand: boolean
}

/**
 * Collects differences between a source and our copy of one object.
 * @param edited names of the fields that a person has set
 */
export function fieldChanges(edited: readonly string[] = []) {
  const found: ImportFieldChange[] = []
  return {
    /** All differences. */
    found,
    /** True if the field must be written: it differs, and no person has set it. */
    differs(field: string, before: string | null, after: string | null): boolean {
      if (before === after) return false
      const keptByHand = edited.includes(field)
      found.push({ field, before, after, keptByHand })
      return !keptByHand
    },
    /** A person has set the field. */
    isByHand: (field: string): boolean => edited.includes(field),
    /** Those that are written. */
    written: (): ImportFieldChange[] => found.filter(({ keptByHand }) => !keptByHand),
  }
}

export type FieldChanges = ReturnType<typeof fieldChanges>

/** Changes of an object, as rows of an import show them. @param prefix before the names of its fields */
export function writtenChanges(changes: readonly FieldChange[], prefix = ''): ImportFieldChange[] {
  return changes
    .filter(({ before, after }) => before !== after)
    .map((change) => ({ ...change, field: prefix + change.field, keptByHand: false }))
}
