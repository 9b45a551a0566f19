import { builder } from '../builder.ts'
import type { ComponentHealth } from '../context.ts'

const ComponentStatus = builder.objectRef<ComponentHealth>('ComponentStatus').implement({
  description: 'How one part of the system is.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the part.' }),
    healthy: t.exposeBoolean('healthy', { description: 'False when somebody should look at it.' }),
    detail: t.exposeString('detail', { description: 'In words for the operator.' }),
  }),
})

const SystemStatus = builder
  .objectRef<{ readonly components: readonly ComponentHealth[] }>('SystemStatus')
  .implement({
    description: 'How the system is, as seen by the process that answers.',
    fields: (t) => ({
      healthy: t.boolean({
        description: 'True when every part is.',
        resolve: ({ components }) => components.every((component) => component.healthy),
      }),
      components: t.expose('components', { type: [ComponentStatus], description: 'Its parts.' }),
    }),
  })

builder.queryField('systemStatus', (t) =>
  t.field({
    type: SystemStatus,
    description: 'How the system is.',
    authScopes: { scope: 'system:read' },
    resolve: async (_root, _args, { status }) => ({ components: await status() }),
  }),
)
