import { builder } from '../builder.ts'
import { FeedGapReasonEnum } from '../enums.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'

builder.objectType(FeedGapRef, {
  description:
    'Something between the last cursor and this one could not be delivered: fresh state follows, not history.',
  interfaces: [FeedEventRef],
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Everything up to here is covered by what follows.' }),
    gapReason: t.expose('reason', { type: FeedGapReasonEnum, description: 'Why it could not be delivered.' }),
    missed: t.exposeInt('missed', {
      nullable: true,
      description: 'How many events; null when unknown.',
    }),
  }),
})
