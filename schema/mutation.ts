import type { InputFieldMap, InputShapeFromFields, ObjectFieldsShape } from '@pothos/core'
import { type Outcome, outcome, type UserError } from '../src/domain/user-error.ts'
import type { Scope, Viewer } from '../src/domain/viewer.ts'
import { builder, Query, type Types } from './builder.ts'
import type { GraphContext } from './context.ts'
import { UserErrorRef } from './refs.ts'

/** Source of a payload's fields. */
export interface Payload<Result> {
  /** Result of the use case; null when it refused. */
  readonly result: Result | null
  readonly userErrors: readonly UserError[]
}

const MutationPayload = builder.interfaceRef<Payload<unknown>>('MutationPayload').implement({
  description: 'What every mutation answers.',
  fields: (t) => ({
    userErrors: t.field({
      type: [UserErrorRef],
      description: 'Why it was refused; empty when it was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
    query: t.field({
      type: Query,
      nullable: true,
      description:
        'The graph after the change, so that a client reads in the same request what else it shows.',
      resolve: () => ({}),
    }),
  }),
})

interface MutationOptions<Fields extends InputFieldMap, Result> {
  readonly description: string
  /** Scope that callers need; of several, any one. */
  readonly scope: Scope | readonly Scope[]
  readonly inputDescription: string
  input(t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>): Fields
  /** Runs the use case. May throw Refused, for example from `localIds`, as well as answer with errors. */
  run(input: InputShapeFromFields<Fields>, context: GraphContext): Promise<Outcome<Result>>
  readonly payloadDescription: string
  readonly payload: ObjectFieldsShape<Types, Payload<Result>>
}

/**
 * A mutation `name(input: NameInput!): NamePayload`. The payload has the fields given, all of which must take a null
 * `result`, and those of `MutationPayload`. The field is nullable: one refused mutation leaves the others' answers.
 * @returns the refs of both types
 */
export function mutation<Fields extends InputFieldMap, Result>(
  name: string,
  {
    description,
    scope,
    inputDescription,
    input,
    run,
    payloadDescription,
    payload,
  }: MutationOptions<Fields, Result>,
) {
  return builder.relayMutationField(
    name,
    { description: inputDescription, inputFields: input },
    {
      description,
      nullable: true,
      authScopes: (_root: unknown, _args: unknown, { viewer }: GraphContext) => mayCall(viewer, scope),
      resolve: async (_root, args, context): Promise<Payload<Result>> => {
        const { input: given } = args as unknown as { input: InputShapeFromFields<Fields> }
        const ran = await outcome(async () => run(given, context))
        const result = ran.ok ? ran.value : ran
        return result.ok
          ? { result: result.value, userErrors: [] }
          : { result: null, userErrors: result.errors }
      },
    },
    { description: payloadDescription, interfaces: [MutationPayload], outputFields: payload },
  )
}

function mayCall({ scopes }: Viewer, scope: Scope | readonly Scope[]): boolean {
  return typeof scope === 'string' ? scopes.has(scope) : scope.some((one) => scopes.has(one))
}
