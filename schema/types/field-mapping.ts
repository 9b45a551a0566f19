import { builder } from '../builder.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

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
    entity: t.exposeString('entity', { description: 'What kind of record: product or order.' }),
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

const SaveFieldMappingInput = builder.inputType('SaveFieldMappingInput', {
  description: 'A field mapping. One with the same shop, entity and target field is replaced.',
  fields: (t) => ({
    shopId: t.id({ description: 'Global id of the only shop it is for; absent: for all shops.' }),
    entity: t.string({ required: true, description: 'What kind of record: product or order.' }),
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
})

function localInput({ shopId, ...input }: typeof SaveFieldMappingInput.$inferInput) {
  return { ...input, shopId: shopId == null ? null : inputIdOf('Shop', ['shopId'], shopId) }
}

interface SaveResult {
  readonly fieldMappingId: string | null
}

const SaveFieldMappingPayload = payloadType<SaveResult>(
  'SaveFieldMappingPayload',
  'What became of the mapping.',
  (t) => ({
    fieldMapping: t.prismaField({
      type: 'FieldMapping',
      nullable: true,
      description: 'The mapping as it is now; null when it was refused.',
      resolve: (query, { fieldMappingId }, _args, { prisma }) =>
        fieldMappingId === null
          ? null
          : prisma.fieldMapping.findUnique({ ...query, where: { id: fieldMappingId } }),
    }),
  }),
)

interface Preview {
  readonly before: unknown
  readonly after: unknown
}

const PreviewFieldMappingPayload = payloadType<Preview>(
  'PreviewFieldMappingPayload',
  'What a mapping would do to a real record. Nothing is saved.',
  (t) => ({
    before: t.expose('before', {
      type: 'JSON',
      nullable: true,
      description: 'The record with the mappings that are saved; null when it was refused.',
    }),
    after: t.expose('after', {
      type: 'JSON',
      nullable: true,
      description: 'The record with the new mapping; null when it was refused.',
    }),
  }),
)

builder.mutationFields((t) => ({
  saveFieldMapping: t.field({
    type: SaveFieldMappingPayload,
    description: 'Checks a field mapping and saves it as a new version.',
    authScopes: { scope: 'shops:write' },
    args: { input: t.arg({ type: SaveFieldMappingInput, required: true, description: 'The mapping.' }) },
    resolve: (_root, { input }, { sync }) =>
      payloadOf<string, SaveResult>(
        async () => sync.saveFieldMapping(localInput(input)),
        (fieldMappingId) => ({ fieldMappingId }),
        { fieldMappingId: null },
      ),
  }),
  previewFieldMapping: t.field({
    type: PreviewFieldMappingPayload,
    description: 'Shows what a field mapping would do to one record of the platform, without saving it.',
    authScopes: { scope: 'shops:write' },
    args: {
      input: t.arg({ type: SaveFieldMappingInput, required: true, description: 'The mapping.' }),
      externalId: t.arg.string({ required: true, description: "The platform's id of the record to show." }),
    },
    resolve: (_root, { input, externalId }, { sync }) =>
      payloadOf<Preview, Preview>(
        async () => sync.previewFieldMapping(localInput(input), externalId),
        (preview) => preview,
        { before: null, after: null },
      ),
  }),
}))
