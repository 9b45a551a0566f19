import type { ObjectFieldsShape } from '@pothos/core'
import type { UserError } from '../src/domain/user-error.ts'
import { builder, type SchemaTypes } from './builder.ts'
import { UserErrorRef } from './refs.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>

/** A mutation's payload: its own fields and `userErrors`, which every payload has. */
export function payloadType<Shape extends object>(
  name: string,
  description: string,
  fields: ObjectFieldsShape<Types, Shape & WithUserErrors>,
) {
  const ref = builder.objectRef<Shape & WithUserErrors>(name)
  builder.objectType(ref, { description, fields })
  builder.objectField(ref, 'userErrors', (t) =>
    t.field({
      type: [UserErrorRef],
      description: 'Why it was refused; empty when it was done.',
      resolve: (payload) => [...(payload as WithUserErrors).userErrors],
    }),
  )
  return ref
}

interface WithUserErrors {
  readonly userErrors: readonly UserError[]
}
