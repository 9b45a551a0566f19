import { builder } from '../builder.ts'
import { FeedEventRef } from '../refs.ts'

builder.interfaceType(FeedEventRef, {
  description: 'What a subscription delivers.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', {
      description: 'Place in the feed: give the last one you have as `after:` when you reconnect.',
    }),
  }),
})
