import { builder } from '../builder.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

builder.queryField('fieldMappingsCsv', (t) =>
  t.string({
    description:
      'Field mappings as comma-separated values, options and defaults among them as JSON; see importFieldMappings.',
    authScopes: { scope: 'shops:read' },
    args: {
      shopId: t.arg.id({
        description: 'Global id; the mappings that are for this shop alone. Absent: those for all shops.',
      }),
    },
    resolve: (_root, { shopId }, { sync }) =>
      sync.exportFieldMappings(shopId == null ? null : localIdOf('Shop', 'shopId', shopId)),
  }),
)

interface Result {
  readonly ids: readonly string[]
}
const NONE: Result = { ids: [] }

const ImportFieldMappingsPayload = payloadType<Result>(
  'ImportFieldMappingsPayload',
  'What became of a table of field mappings.',
  (t) => ({
    fieldMappings: t.prismaField({
      type: ['FieldMapping'],
      description: 'The mappings of the table as they are now, by entity and target field.',
      resolve: (query, { ids }, _args, { prisma }) =>
        prisma.fieldMapping.findMany({
          ...query,
          where: { id: { in: [...ids] } },
          orderBy: [{ entity: 'asc' }, { targetField: 'asc' }],
        }),
    }),
  }),
)

builder.mutationField('importFieldMappings', (t) =>
  t.field({
    type: ImportFieldMappingsPayload,
    description:
      'Takes back a table of fieldMappingsCsv: each row is checked and saved as a new version, all or none; mappings that are not in it stay.',
    authScopes: { scope: 'shops:write' },
    args: {
      shopId: t.arg.id({ description: 'Global id of the only shop they are for; absent: for all shops.' }),
      csv: t.arg.string({
        required: true,
        description: 'Comma-separated values, the names of the columns first.',
      }),
    },
    resolve: (_root, { shopId, csv }, { sync }) =>
      payloadOf<readonly string[], Result>(
        async () =>
          sync.importFieldMappings(shopId == null ? null : inputIdOf('Shop', ['shopId'], shopId), csv),
        (ids) => ({ ids }),
        NONE,
      ),
  }),
)
