import { builder } from '../builder.ts'
import { SyncKindEnum } from '../enums.ts'

builder.prismaObject('SyncState', {
  description: 'How far one kind of synchronisation of one shop is.',
  authScopes: { scope: 'shops:read' },
  fields: (t) => ({
    kind: t.expose('kind', { type: SyncKindEnum, description: 'What is moved.' }),
    cursor: t.expose('cursor', {
      type: 'DateTime',
      nullable: true,
      description:
        'Everything modified in the shop before this instant is read; null before the first success.',
    }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'DateTime',
      nullable: true,
      description: 'End of the last run that succeeded; null before the first.',
    }),
    lagSeconds: t.int({
      nullable: true,
      description:
        'Seconds since `cursor`, or since `lastSuccessAt` for kinds without one; null before the first success.',
      resolve: ({ cursor, lastSuccessAt }) => {
        const since = cursor ?? lastSuccessAt
        return since && Math.max(0, Math.floor((Date.now() - since.getTime()) / 1000))
      },
    }),
    everySeconds: t.int({
      description: 'Seconds between two runs; 0: when something is due to be written, or when asked for.',
      resolve: ({ everySeconds, kind }, _args, { sync }) => everySeconds ?? sync.defaultSeconds(kind),
    }),
    nextDueAt: t.expose('nextDueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the next run is due; null: not scheduled.',
    }),
    failing: t.exposeBoolean('failing', { description: 'True when the last run failed.' }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why the last failed run failed, in words for the operator.',
    }),
  }),
})
