/** Signs that make a spreadsheet run what follows, in both widths. */
const FORMULA = String.raw`[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]`
const RUNS = new RegExp(`^'*${FORMULA}`)
const ESCAPED = new RegExp(`^'+${FORMULA}`)

/** A cell that no spreadsheet runs: an apostrophe goes before a formula's sign. `plainCell` takes it away again. */
export const safeCell = (text: string): string => (RUNS.test(text) ? `'${text}` : text)

/** Value of a cell, without the apostrophe that `safeCell` or a spreadsheet adds. */
export const plainCell = (text: string): string => (ESCAPED.test(text) ? text.slice(1) : text)

/** Cells of a list in one cell, such as `tea; gifts`. A separator inside of one is written `\;`. */
export function joinList(items: readonly string[]): string {
  return items.map((item) => item.replace(/[\\;\n]/g, (sign) => `\\${sign}`)).join('; ')
}

/** The items of a cell, trimmed, without empty ones. Line breaks separate as `;` does. */
export function splitList(text: string): string[] {
  return (text.match(/(?:\\[\s\S]|[^\\;\n]|\\$)+/g) ?? [])
    .map((item) => item.replace(/\\([\\;\n])/g, '$1').trim())
    .filter((item) => item !== '')
}
