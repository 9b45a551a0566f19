/** Temporary refusals; retrying others would never end. */
const PASSING = ['LIMIT_EXCEEDED', 'TIMEOUT', 'INTERNAL_SERVER_ERROR']

interface Result {
  readonly data?: unknown
  readonly errors?: unknown
}

/** Whether it is an event, a refusal to come back after, or one that is final. An event may lack a field and say why. */
export function verdictOf({ data, errors }: Result): 'event' | 'retry' | 'final' {
  if (errors === undefined || (data !== undefined && data !== null)) return 'event'
  if (!Array.isArray(errors)) return 'retry'
  return errors.every((error) => PASSING.includes(codeOf(error))) ? 'retry' : 'final'
}

function codeOf(error: unknown): string {
  const { extensions } = error as { extensions?: { code?: unknown } }
  return String(extensions?.code)
}

/** The cursor of an event: every feed of the graph has it at the same place. */
export function cursorOf({ data }: Result): string | undefined {
  const [event] = Object.values((data as Record<string, unknown> | null | undefined) ?? {})
  const { cursor } = (event ?? {}) as { cursor?: unknown }
  return typeof cursor === 'string' ? cursor : undefined
}
