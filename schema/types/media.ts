import { builder } from '../builder.ts'
import { MediaRef } from '../refs.ts'

const MediaStatusEnum = builder.enumType('MediaStatus', {
  description: 'Whether a picture is ours.',
  values: {
    WAITING: { description: 'Shown from where it came from, until it is copied.' },
    STORED: { description: 'Ours: its address stays, and takes `?w=` for a width.' },
    FAILED: { description: 'It could not be copied, and is shown from where it came from.' },
  } as const,
})

builder.objectType(MediaRef, {
  description: 'A picture.',
  fields: (t) => ({
    url: t.expose('url', {
      type: 'URL',
      description:
        'Where it is. A picture of ours can be had in other widths: add `?w=` and 160, 320, 640, 960 or 1280.',
    }),
    alt: t.exposeString('alt', { nullable: true, description: 'What it shows, in words.' }),
    width: t.int({
      nullable: true,
      description: 'Pixels; null when it is not known.',
      resolve: ({ width = null }) => width,
    }),
    height: t.int({
      nullable: true,
      description: 'Pixels; null when it is not known.',
      resolve: ({ height = null }) => height,
    }),
    status: t.field({
      type: MediaStatusEnum,
      nullable: true,
      description: 'Whether it is ours; null for pictures of marketplace items.',
      resolve: ({ status = null }) => status,
    }),
    problem: t.string({
      nullable: true,
      description: 'Why it is not copied yet, in words; null when nothing went wrong.',
      authScopes: { scope: 'catalog:read-all' },
      resolve: ({ problem = null }) => problem,
    }),
  }),
})
