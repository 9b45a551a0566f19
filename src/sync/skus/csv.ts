/** Rows as comma-separated values (RFC 4180): every field quoted that needs it, lines end with CRLF. */
export function toCsv(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('')
}

/** A leading `=`, `+`, `-` or `@` is a formula to spreadsheets: an apostrophe makes it a text. */
function fieldOf(value: string | null): string {
  const text = value ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The rows of a CSV text; null when a quote is never closed. Blank lines are left out. */
export function parseCsv(text: string): string[][] | null {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  const endField = () => {
    row.push(/^'[=+\-@]/.test(field) ? field.slice(1) : field)
    field = ''
  }
  const endRow = () => {
    endField()
    if (row.some((one) => one.trim() !== '')) rows.push(row)
    row = []
  }
  const clean = text.replace(/^\uFEFF/, '')
  for (let at = 0; at < clean.length; at++) {
    const char = clean[at] as string
    if (quoted) {
      if (char !== '"') field += char
      else if (clean[at + 1] === '"') {
        field += '"'
        at += 1
      } else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === ',') endField()
    else if (char === '\n') endRow()
    else if (char !== '\r') field += char
  }
  if (quoted) return null
  if (field !== '' || row.length > 0) endRow()
  return rows
}
