import type { ExecutionResult } from 'graphql'

interface Level {
  readonly id: string
  readonly version: number
}

/**
 * Whether an event is news. After a reconnect a change may come a second time, behind a later one of the same level
 * (docs/realtime.md): such a one is left out, or the figure on the page would jump back.
 */
export function newerOnly(): (result: ExecutionResult) => boolean {
  const versions = new Map<string, number>()
  const note = ({ id, version }: Level) => void versions.set(id, Math.max(version, versions.get(id) ?? 0))
  return ({ data }) => {
    const event = data?.stockChanges as { level?: Level; levels?: readonly Level[] } | undefined
    // A snapshot replaces everything seen before.
    event?.levels?.forEach(note)
    if (!event?.level) return true
    if (event.level.version <= (versions.get(event.level.id) ?? -1)) return false
    note(event.level)
    return true
  }
}
