import type { Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'

const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who asks, as the token says.',
  fields: (t) => ({
    role: t.exposeString('role', {
      description: 'anonymous, customer, supplier, analyst, operator or worker.',
    }),
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
