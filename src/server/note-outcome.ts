import { presentScope } from '../domain/scope.ts'

/** Writes down how the present operation ended, for its line of the log and the metrics. */
export function noteOutcome(errors: readonly unknown[]): void {
  const note = presentScope()?.note
  const [first] = errors
  if (!note || first === undefined) return
  const code = (first as { extensions?: { code?: unknown } }).extensions?.code
  note.outcome = typeof code === 'string' ? code : 'ERROR'
}
