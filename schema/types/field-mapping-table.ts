import { builder } from '../builder.ts'
import { localIdOf, localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { LONGEST_TABLE, longest } from '../text-length.ts'

builder.queryField('fieldMappingsCsv', (t) =>
  t.string({
    nullable: true,
    description:
      'Field mappings as comma-separated values: entity is product (LISTING) or order (ORDER), options and defaults are JSON; see importFieldMappings.',
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

mutation('importFieldMappings', {
  description:
    'Imports a table of fieldMappingsCsv: each row is checked and saved as a new version, all or none; mappings that are not in it stay.',
  scope: 'shops:write',
  inputDescription: 'A table of field mappings.',
  input: (t) => ({
    shopId: t.id({ description: 'Global id of the only shop they are for; absent: for all shops.' }),
    csv: t.string({
      required: true,
      description: 'Comma-separated values, the names of the columns first.',
      extensions: longest(LONGEST_TABLE),
    }),
  }),
  run: (input, { sync }) => {
    const { shopId, csv } = localIds(input, { shopId: 'Shop' })
    return sync.importFieldMappings(shopId, csv)
  },
  payloadDescription: 'What became of a table of field mappings.',
  payload: (t) => ({
    fieldMappings: t.prismaField({
      type: ['FieldMapping'],
      description: 'The mappings of the table as they are now, by entity and target field.',
      resolve: (query, { result: ids }, _args, { prisma }) =>
        prisma.fieldMapping.findMany({
          ...query,
          where: { id: { in: [...(ids ?? [])] } },
          orderBy: [{ entity: 'asc' }, { targetField: 'asc' }],
        }),
    }),
  }),
})
