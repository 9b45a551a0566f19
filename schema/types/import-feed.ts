import { builder } from '../builder.ts'
import type { FeedGap, ImportFeedItem } from '../context.ts'
import { localIdOf } from '../global-id.ts'
import { FeedEventRef, FeedGapRef } from '../refs.ts'
import { AFTER_DESCRIPTION } from '../watch.ts'

type Item = Exclude<ImportFeedItem, FeedGap>

const CatalogueImportChange = builder.objectRef<Item>('CatalogueImportChange').implement({
  interfaces: [FeedEventRef],
  description: 'An import moved on.',
  fields: (t) => ({
    catalogueImport: t.prismaField({
      type: 'CatalogueImport',
      description: 'The import as it is when this is delivered.',
      resolve: (query, { importId }, _args, { prisma }) =>
        prisma.catalogueImport.findUniqueOrThrow({ ...query, where: { id: importId } }),
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it moved on.' }),
  }),
})

const CatalogueImportFeedEvent = builder.unionType('CatalogueImportFeedEvent', {
  description: 'What the feed of an import carries.',
  types: [CatalogueImportChange, FeedGapRef],
  resolveType: (item) => ((item as ImportFeedItem).kind === 'gap' ? FeedGapRef : CatalogueImportChange),
})

builder.subscriptionField('catalogueImportChanges', (t) =>
  t.field({
    type: CatalogueImportFeedEvent,
    description:
      'Progress of one import, a few times a second at most, and its end. It comes first as it is.',
    authScopes: { scope: 'catalog:read-all' },
    args: {
      importId: t.arg.id({ required: true, description: 'Global id of the import.' }),
      after: t.arg.string({ description: AFTER_DESCRIPTION }),
    },
    subscribe: async (_root, { importId, after }, { feeds, prisma }) => {
      const id = localIdOf('CatalogueImport', 'importId', importId)
      await prisma.catalogueImport.findUniqueOrThrow({ where: { id }, select: { id: true } })
      return feeds.imports(id, after ?? null)
    },
    resolve: (item) => item as ImportFeedItem,
  }),
)
