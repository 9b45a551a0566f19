import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { inputIdOf } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { mutation } from '../mutation.ts'
import { LONGEST_TABLE, longest } from '../text-length.ts'

const CsvSource = builder.inputType('CsvSource', {
  isOneOf: true,
  description: 'A table as comma-separated values: as text, or as a file.',
  fields: (t) => ({
    text: t.string({
      description: `The table itself, up to ${LONGEST_TABLE} characters.`,
      extensions: longest(LONGEST_TABLE),
    }),
    uploadId: t.id({
      description:
        'Global id of a complete upload for CATALOGUE_CSV: UTF-8, UTF-16 or GB18030; commas, semicolons or tabs. It is deleted after its import, and a day after a dry run.',
    }),
  }),
})

mutation('importCatalogueCsv', {
  description:
    'Makes and changes products, SKUs and categories after a table, in the background. Its first line names the columns, which `catalogueTemplate` lists; each further line is about one SKU, product or category. Empty cells leave what is there. The same table again changes nothing.',
  scope: 'catalog:write',
  inputDescription: 'The table.',
  input: (t) => ({
    source: t.field({ type: CsvSource, required: true, description: 'Where the table is.' }),
    dryRun: t.boolean({
      description: 'True: nothing is written, and the rows of the import tell what would be, line by line.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: ({ source: { text, uploadId }, ...input }, { catalog, viewer }) =>
    catalog.importFile(
      {
        ...input,
        source: {
          text,
          uploadId: uploadId == null ? null : inputIdOf('Upload', ['source', 'uploadId'], uploadId),
        },
      },
      actorOf(viewer),
    ),
  payloadDescription: 'The import that has begun.',
  payload: (t) => ({
    catalogueImport: t.prismaField(changedRow('CatalogueImport', 'The import; null when it was refused.')),
  }),
})
