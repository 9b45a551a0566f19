import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { localIdOf, localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { MappedEntityEnum } from '../sync-enums.ts'

builder.prismaNode('FieldMapping', {
  description: 'Which field of a platform record goes into which field of ours, and how.',
  authScopes: { scope: 'shops:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    shop: t.relation('shop', {
      nullable: true,
      description: 'The only shop it is for; null: for all shops.',
    }),
    entity: t.field({
      type: MappedEntityEnum,
      description: 'What kind of record.',
      resolve: ({ entity }) => entity as typeof MappedEntityEnum.$inferType,
    }),
    sourcePath: t.exposeString('sourcePath', {
      description: 'Path into the record as the platform sends it.',
    }),
    targetField: t.exposeString('targetField', { description: 'Name of our field.' }),
    converter: t.exposeString('converter', { description: 'Name of the converter between the two.' }),
    defaultValue: t.expose('defaultValue', {
      type: 'JSON',
      nullable: true,
      description: 'Taken when the record has nothing at the path.',
    }),
    options: t.expose('options', {
      type: 'JSON',
      nullable: true,
      description: 'What the converter needs to know; null when it needs nothing.',
    }),
    version: t.exposeInt('version', { description: 'Grows by one each time the mapping is saved.' }),
  }),
})

builder.queryField('fieldMappings', (t) =>
  t.prismaField({
    type: ['FieldMapping'],
    nullable: true,
    description: 'Field mappings, by entity and target field.',
    authScopes: { scope: 'shops:read' },
    args: { shopId: t.arg.id({ description: 'Global id; only mappings that are for this shop alone.' }) },
    resolve: (query, _root, { shopId }, { prisma }) =>
      prisma.fieldMapping.findMany({
        ...query,
        where: shopId ? { shopId: localIdOf('Shop', 'shopId', shopId) } : {},
        orderBy: [{ entity: 'asc' }, { targetField: 'asc' }, { id: 'asc' }],
      }),
  }),
)

const saveFieldMapping = mutation('saveFieldMapping', {
  description: 'Checks a field mapping and saves it as a new version.',
  scope: 'shops:write',
  inputDescription: 'A field mapping. One with the same shop, entity and target field is replaced.',
  input: (t) => ({
    shopId: t.id({ description: 'Global id of the only shop it is for; absent: for all shops.' }),
    entity: t.field({ type: MappedEntityEnum, required: true, description: 'What kind of record.' }),
    sourcePath: t.string({
      required: true,
      description: 'Path into the record as the platform sends it, such as skus.sku[$sku].barcode.',
    }),
    targetField: t.string({
      required: true,
      description: 'Name of our field, or extra.<name> for one of your own.',
    }),
    converter: t.string({
      required: true,
      description: 'One of text, integer, decimalYuan, fen, dateGmt8, boolean, enumMap, split, template.',
    }),
    defaultValue: t.field({ type: 'JSON', description: 'Taken when the record has nothing at the path.' }),
    options: t.field({
      type: 'JSON',
      description:
        'Of the converter: values and otherwise (enumMap), separator and index (split), text (template).',
    }),
  }),
  run: (input, { sync }) => sync.saveFieldMapping(localIds(input, { shopId: 'Shop' })),
  payloadDescription: 'What became of the mapping.',
  payload: (t) => ({
    fieldMapping: t.prismaField(
      changedRow('FieldMapping', 'The mapping as it is now; null when it was refused.'),
    ),
  }),
})

mutation('previewFieldMapping', {
  description: 'Shows what a field mapping would do to one record of the platform, without saving it.',
  scope: 'shops:write',
  inputDescription: 'A mapping and the record to try it on.',
  input: (t) => ({
    mapping: t.field({ type: saveFieldMapping.inputType, required: true, description: 'The mapping.' }),
    externalId: t.string({ required: true, description: "The platform's id of the record to show." }),
  }),
  run: ({ mapping, externalId }, { sync }) =>
    sync.previewFieldMapping(localIds(mapping, { shopId: 'Shop' }, ['mapping']), externalId),
  payloadDescription: 'What a mapping would do to a real record. Nothing is saved.',
  payload: (t) => ({
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The record with the mappings that are saved; null when it was refused.',
      resolve: ({ result }) => result?.before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The record with the new mapping; null when it was refused.',
      resolve: ({ result }) => result?.after,
    }),
  }),
})
