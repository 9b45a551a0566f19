import { builder } from '../builder.ts'
import { UserErrorCodeEnum } from '../enums.ts'
import { UserErrorRef } from '../refs.ts'

builder.objectType(UserErrorRef, {
  description: 'An expected failure of a mutation, as data.',
  fields: (t) => ({
    code: t.expose('code', {
      type: UserErrorCodeEnum,
      description: 'What kind of failure it is; made for programs.',
    }),
    field: t.stringList({
      nullable: true,
      description: 'Path into the input of the field at fault; null when it is no single field.',
      resolve: (error) => error.field && [...error.field],
    }),
    message: t.exposeString('message', { description: 'One sentence for people, in English.' }),
  }),
})
