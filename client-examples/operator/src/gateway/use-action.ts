import { useCallback, useState } from 'react'
import { type AnyVariables, type TypedDocumentNode, useMutation } from 'urql'
import { useToast } from '../ui/toast.tsx'

export interface Refusal {
  readonly code: string
  readonly field: readonly string[] | null
  readonly message: string
}

export interface Action<Data, Variables> {
  /** The payload's data when it was done, null when it was refused or the gateway did not answer. */
  readonly run: (variables: Variables, done?: string) => Promise<Data | null>
  readonly busy: boolean
  /** Why the last attempt was refused. */
  readonly refusals: readonly Refusal[]
  readonly clear: () => void
}

/** A mutation with its expected failures as data, its success in a toast, and one attempt at a time. */
export function useAction<Data, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
): Action<Data, Variables> {
  const [{ fetching }, execute] = useMutation(mutation)
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  const toast = useToast()
  const run = useCallback(
    async (variables: Variables, done?: string) => {
      setRefusals([])
      const { data, error } = await execute(variables)
      if (!data) {
        toast(
          'bad',
          error?.graphQLErrors[0]?.message ?? 'The gateway did not answer. Nothing is known to be done.',
        )
        return null
      }
      const refused = refusalsOf(data)
      setRefusals(refused)
      if (refused.length > 0) {
        toast('bad', refused.map(({ message }) => message).join(' '))
        return null
      }
      if (done) toast('good', done)
      return data
    },
    [execute, toast],
  )
  const clear = useCallback(() => setRefusals([]), [])
  return { run, busy: fetching, refusals, clear }
}

/** Every payload of the graph has its refusals at the same place; beside it stands the name of the type. */
function refusalsOf(data: unknown): readonly Refusal[] {
  const payloads = Object.values(data as Record<string, unknown>)
  const payload = payloads.find(
    (value) => typeof value === 'object' && value !== null && 'userErrors' in value,
  )
  return (payload as { userErrors?: readonly Refusal[] } | undefined)?.userErrors ?? []
}

/** What is wrong with one field of the input; its path ends with the name. */
export function refusalOf(refusals: readonly Refusal[], ...names: string[]): string | undefined {
  return refusals.find(({ field }) => field?.some((part) => names.includes(part)))?.message
}
