import { useCallback, useState } from 'react'
import { type AnyVariables, type TypedDocumentNode, useMutation } from 'urql'
import { useSpeech } from '../language/speech.ts'
import { useToast } from '../ui/toast.tsx'

export interface Refusal {
  readonly code: string
  readonly field: readonly string[] | null
  readonly message: string
}

/** Payload of the one mutation of a document. */
type PayloadOf<Data> = NonNullable<Data[Exclude<keyof Data, '__typename'>]>

export interface Action<Data, Variables> {
  /** The payload when it was done, null when it was refused or the gateway did not answer. */
  readonly run: (variables: Variables, done?: string) => Promise<PayloadOf<Data> | null>
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
  const { t } = useSpeech()
  const run = useCallback(
    async (variables: Variables, done?: string) => {
      setRefusals([])
      const { data, error } = await execute(variables)
      const payload = payloadOf<Data>(data)
      if (!payload) {
        toast('bad', error?.graphQLErrors[0]?.message ?? t('unknownOutcome'))
        return null
      }
      const refused = refusalsOf(payload)
      setRefusals(refused)
      if (refused.length > 0) {
        toast('bad', refused.map(({ message }) => message).join(' '))
        return null
      }
      if (done) toast('good', done)
      return payload
    },
    [execute, toast, t],
  )
  const clear = useCallback(() => setRefusals([]), [])
  return { run, busy: fetching, refusals, clear }
}

/** Finds the payload next to `__typename`. Null when the viewer may not do this. */
function payloadOf<Data>(data: Data | undefined): PayloadOf<Data> | null {
  const payload = Object.values(data ?? {}).find((value) => typeof value === 'object' && value !== null)
  return (payload ?? null) as PayloadOf<Data> | null
}

/** Every payload of the graph has its refusals at the same place. */
function refusalsOf(payload: unknown): readonly Refusal[] {
  return (payload as { userErrors?: readonly Refusal[] }).userErrors ?? []
}

/** Error of one field of the input; its path ends with the name. */
export function refusalOf(refusals: readonly Refusal[], ...names: string[]): string | undefined {
  return refusals.find(({ field }) => field?.some((part) => names.includes(part)))?.message
}
