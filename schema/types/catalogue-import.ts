import { z } from 'zod'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { CURSOR_OF_TWO } from '../connection-plugin.ts'
import { inputIdOf, localIdOf } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'

const Status = builder.enumType('ImportStatus', {
  description: 'How an import is.',
  values: {
    RUNNING: { description: 'Under way, or waiting for a source.' },
    SUCCEEDED: { description: 'All rows are done.' },
    PARTIAL: { description: 'Over; some rows failed.' },
    FAILED: { description: 'Over; every row failed, or it could not go on.' },
    CANCELLED: { description: 'Ended by an operator; finished rows stay.' },
  } as const,
})

const Kind = builder.enumType('ImportKind', {
  description: 'Where an import takes from.',
  values: {
    ITEMS: { description: 'Items named by links, texts or ids.' },
    LISTINGS: { description: 'Everything a linked shop sells.' },
    CSV: { description: 'A table of products, SKUs and categories.' },
  } as const,
})

const Outcome = builder.enumType('ImportOutcome', {
  description: 'What became of a row.',
  values: {
    CREATED: { description: 'A product, or of a table a SKU or category, was made.' },
    UPDATED: { description: 'Something that we had was changed.' },
    UNCHANGED: { description: 'Nothing differed.' },
    FAILED: { description: 'It could not be done; `code` and `message` say why.' },
  } as const,
})

interface Change {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
  readonly keptByHand: boolean
}
const Changes = z.array(
  z.object({
    field: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    keptByHand: z.boolean(),
  }),
)

const FieldChange = builder.objectRef<Change>('ImportFieldChange').implement({
  description: 'A field that the source has otherwise than we had it.',
  fields: (t) => ({
    field: t.exposeString('field', {
      description: 'Its name, such as titleZh; those of a SKU begin with its code.',
    }),
    before: t.exposeString('before', { nullable: true, description: 'What we had; null: nothing.' }),
    after: t.exposeString('after', { nullable: true, description: 'What the source says; null: nothing.' }),
    keptByHand: t.exposeBoolean('keptByHand', {
      description: 'True: a person has set the field, so it stayed as it was.',
    }),
  }),
})

const Row = builder.prismaObject('CatalogueImportRow', {
  name: 'ImportRow',
  description: 'One row of an import that is done.',
  fields: (t) => ({
    line: t.exposeInt('line', { nullable: true, description: 'Line of the table, from 1.' }),
    reference: t.exposeString('reference', { description: 'What named it, as it was given.' }),
    outcome: t.field({
      type: Outcome,
      description: 'What became of it.',
      resolve: ({ outcome }) => outcome ?? 'FAILED',
    }),
    changes: t.field({
      type: [FieldChange],
      description: 'What the source has otherwise than we had it.',
      resolve: ({ changes }) => Changes.parse(changes),
    }),
    code: t.exposeString('code', { nullable: true, description: 'Why it failed, as a word.' }),
    message: t.exposeString('message', {
      nullable: true,
      description:
        'Why it failed, for people; of a row that was done, what of it was left out, such as a picture.',
    }),
    product: t.relation('product', { nullable: true, description: 'The product that it became.' }),
  }),
})

const Failure = builder.prismaObject('CatalogueImportRow', {
  variant: 'ImportFailure',
  description: 'A row that could not be done.',
  fields: (t) => ({
    reference: t.exposeString('reference', { description: 'What named it, as it was given.' }),
    code: t.string({
      description: 'Why, as a word, such as NOT_FOUND.',
      resolve: ({ code }) => code ?? 'INTERNAL',
    }),
    message: t.string({ description: 'Why, for people.', resolve: ({ message }) => message ?? '' }),
  }),
})

builder.prismaNode('CatalogueImport', {
  description: 'A job that fills the catalogue. It continues even if the process that started it dies.',
  authScopes: { scope: 'catalog:read-all' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    kind: t.expose('kind', { type: Kind, description: 'Where it takes from.' }),
    status: t.expose('status', { type: Status, description: 'How it is.' }),
    dryRun: t.exposeBoolean('dryRun', { description: 'True: it only tells what it would do.' }),
    total: t.exposeInt('total', { nullable: true, description: 'Rows; null while they are being listed.' }),
    done: t.int({
      description: 'Rows that are done.',
      resolve: ({ created, updated, unchanged, failed }) => created + updated + unchanged + failed,
    }),
    created: t.exposeInt('created', { description: 'Rows that made something new.' }),
    updated: t.exposeInt('updated', { description: 'Rows that changed something.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Rows that were as they are already.' }),
    failed: t.exposeInt('failed', { description: 'Rows that could not be done.' }),
    waitsUntil: t.expose('waitsUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'When the import continues; null: it does not wait.',
    }),
    waitReason: t.exposeString('waitReason', { nullable: true, description: 'What it waits for.' }),
    error: t.exposeString('error', { nullable: true, description: 'Why it could not go on at all.' }),
    rows: t.prismaConnection(
      {
        type: Row,
        cursor: 'importId_position',
        extensions: CURSOR_OF_TWO,
        description: 'Rows that are done, in their order.',
        args: { outcomes: t.arg({ type: [Outcome], description: 'Only with these outcomes.' }) },
        totalCount: ({ id }, { outcomes }, { prisma }) =>
          prisma.catalogueImportRow.count({ where: doneRows(id, outcomes) }),
        resolve: (query, { id }, { outcomes }, { prisma }) =>
          prisma.catalogueImportRow.findMany({
            ...query,
            where: doneRows(id, outcomes),
            orderBy: { position: 'asc' },
          }),
      },
      { name: 'ImportRowConnection', description: 'A page of rows.' },
      { name: 'ImportRowEdge', description: 'A row and its place in the list.' },
    ),
    failures: t.prismaConnection(
      {
        type: Failure,
        cursor: 'importId_position',
        extensions: CURSOR_OF_TWO,
        description: 'Rows that could not be done, in their order.',
        totalCount: ({ id }, _args, { prisma }) =>
          prisma.catalogueImportRow.count({ where: doneRows(id, ['FAILED']) }),
        resolve: (query, { id }, _args, { prisma }) =>
          prisma.catalogueImportRow.findMany({
            ...query,
            where: doneRows(id, ['FAILED']),
            orderBy: { position: 'asc' },
          }),
      },
      { name: 'ImportFailureConnection', description: 'A page of failures.' },
      { name: 'ImportFailureEdge', description: 'A failure and its place in the list.' },
    ),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it was asked for.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
  }),
})

function doneRows(importId: string, outcomes: readonly (typeof Outcome.$inferType)[] | null | undefined) {
  return { importId, outcome: outcomes ? { in: [...outcomes] } : { not: null } }
}

builder.queryField('catalogueImport', (t) =>
  t.prismaField({
    type: 'CatalogueImport',
    nullable: true,
    description: 'An import by its id; null when there is none.',
    authScopes: { scope: 'catalog:read-all' },
    args: { id: t.arg.id({ required: true, description: 'Global id of the import.' }) },
    resolve: (query, _root, { id }, { prisma }) =>
      prisma.catalogueImport.findUnique({ ...query, where: { id: localIdOf('CatalogueImport', 'id', id) } }),
  }),
)

builder.queryField('catalogueImports', (t) =>
  t.prismaConnection(
    {
      type: 'CatalogueImport',
      nullable: true,
      cursor: 'id',
      description: 'Imports, the newest first.',
      authScopes: { scope: 'catalog:read-all' },
      totalCount: (_root, _args, { prisma }) => prisma.catalogueImport.count(),
      resolve: async (query, _root, _args, { prisma }) =>
        prisma.catalogueImport.findMany({
          ...(await startAt(query, {}, (where) => prisma.catalogueImport.count({ where }))),
          orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        }),
    },
    { name: 'CatalogueImportConnection', description: 'A page of imports.' },
    { name: 'CatalogueImportEdge', description: 'An import and its place in the list.' },
  ),
)

mutation('cancelCatalogueImport', {
  description: 'Ends an import early. Finished rows stay; cancelling twice has no further effect.',
  scope: 'catalog:write',
  inputDescription: 'Which import is cancelled.',
  input: (t) => ({ id: t.id({ required: true, description: 'Global id of the import.' }) }),
  run: ({ id }, { catalog }) => catalog.cancelImport(inputIdOf('CatalogueImport', ['id'], id)),
  payloadDescription: 'What became of the import.',
  payload: (t) => ({
    catalogueImport: t.prismaField(
      changedRow('CatalogueImport', 'The import as it is now; null when it was refused.'),
    ),
  }),
})
