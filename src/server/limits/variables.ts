import { isStorable } from '../../domain/text.ts'

/** Size of the values of an operation's variables. */
export interface Values {
  /** Number of values; lists and objects count in addition to their contents. At most one above the limit. */
  readonly count: number
  /** Path of the first text or name that PostgreSQL can't hold, such as `input.lines.0.note`; null when there is none. */
  readonly unstorable: string | null
}

/** Walks without recursion: how deep values are is the client's choice. Stops above `limit`. */
export function readValues(variables: Readonly<Record<string, unknown>>, limit: number): Values {
  let count = 0
  for (const [name, variable] of Object.entries(variables)) {
    const waiting: unknown[] = [variable]
    while (waiting.length > 0 && count <= limit) {
      const value = waiting.pop()
      count++
      if (typeof value === 'string') {
        if (!isStorable(value)) return { count, unstorable: placeOf(name, variable).slice(0, 100) }
      } else if (Array.isArray(value)) for (const inside of value) waiting.push(inside)
      else if (typeof value === 'object' && value !== null)
        for (const [key, inside] of Object.entries(value)) {
          if (!isStorable(key)) return { count, unstorable: placeOf(name, variable).slice(0, 100) }
          waiting.push(inside)
        }
    }
  }
  return { count, unstorable: null }
}

/** Found once, so that the walk above need not know where it is. A name that can't be stored is left out. */
function placeOf(name: string, variable: unknown): string {
  const waiting: [path: string, value: unknown][] = [[name, variable]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [path, value] = next
    if (typeof value === 'string' && !isStorable(value)) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inside] of Object.entries(value)) {
      if (!isStorable(key)) return path
      waiting.push([`${path}.${key}`, inside])
    }
  }
  return name
}
