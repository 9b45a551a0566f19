import type { Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'

const RoleEnum = builder.enumType('Role', {
  description: 'As what somebody asks. The role of the token decides what may be seen and done.',
  values: {
    ANONYMOUS: { value: 'anonymous', description: 'Without a token.' },
    CUSTOMER: { value: 'customer', description: 'Buys.' },
    SUPPLIER: { value: 'supplier', description: 'Delivers to us.' },
    ANALYST: { value: 'analyst', description: 'Reads everything but personal data.' },
    OPERATOR: { value: 'operator', description: 'Works for the company.' },
    WORKER: { value: 'worker', description: 'A program of the company.' },
  } as const,
})

const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who asks, as the token says.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleEnum, description: 'As what.' }),
    subject: t.exposeString('subject', {
      nullable: true,
      description: 'Customer id, supplier key, or name of the operator; null for anonymous.',
    }),
    scopes: t.stringList({
      description: 'What the role allows, sorted.',
      resolve: ({ scopes }) => [...scopes].sort(),
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({ type: ViewerRef, description: 'Who asks.', resolve: (_root, _args, { viewer }) => viewer }),
)
