/** What the values of an operation's variables amount to. */
export interface Values {
  /** Single values, lists and objects taken apart; not more than one above the limit. */
  readonly count: number
  /** The first variable with a NUL in its text, which PostgreSQL's text can't hold. */
  readonly withNul: string | null
}

/** Walks without recursion: how deep values are is the client's choice. Stops above `limit`. */
export function readValues(variables: Readonly<Record<string, unknown>>, limit: number): Values {
  let count = 0
  for (const [name, variable] of Object.entries(variables)) {
    const waiting: unknown[] = [variable]
    while (waiting.length > 0 && count <= limit) {
      const value = waiting.pop()
      if (typeof value === 'object' && value !== null)
        for (const inside of Object.values(value)) waiting.push(inside)
      else {
        count++
        if (typeof value === 'string' && value.includes('\0')) return { count, withNul: name }
      }
    }
  }
  return { count, withNul: null }
}
