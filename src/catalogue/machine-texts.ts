/** Hash of the source text by the name of the field that a translation service made of it. */
export type MachineTexts = Readonly<Record<string, string>>

/** Of the column, without the marks of fields that have words of a person or of the source now. */
export function withoutMarks(column: unknown, fields: readonly string[]): MachineTexts {
  const marks = Object.entries(column as MachineTexts)
  return Object.fromEntries(marks.filter(([field]) => !fields.includes(field)))
}
