const DECIMAL = /^\d+(?:[.,]\d+)?$/

/** A number as people type it, as the graph takes it: "19,90" is "19.90". Null: it is none. */
export function decimalOf(text: string): string | null {
  const typed = text.trim()
  return DECIMAL.test(typed) ? typed.replace(',', '.') : null
}
