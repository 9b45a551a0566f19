import { inUse } from '../../src/catalogue/index.ts'
import { actorOf, type Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { presentIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { LONGEST_ADDRESS, longest } from '../text-length.ts'

/** Addresses of a supplier are for those who may change them. */
const CONTACT = { authScopes: { scope: 'alerts:write' } } as const

builder.prismaNode('Supplier', {
  description: 'Delivers a product, and is notified when it runs low.',
  authScopes: { scope: 'alerts:read' },
  findUnique: (id, { viewer }) => (viewer.role === 'supplier' ? { id, key: viewer.subject ?? '' } : { id }),
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Our short name; the subject of its tokens.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    leadTimeDays: t.exposeInt('leadTimeDays', { description: 'Days from order to arrival.' }),
    archivedAt: t.expose('archivedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is out of use; null while it is in use.',
    }),
    email: t.exposeString('email', {
      ...CONTACT,
      nullable: true,
      description: 'Where e-mails go; null: none are wanted.',
    }),
    webhookUrl: t.expose('webhookUrl', {
      type: 'URL',
      ...CONTACT,
      nullable: true,
      description: 'Where alerts are posted; null: no webhook is wanted.',
    }),
    hasWebhookSecret: t.boolean({
      ...CONTACT,
      nullable: true,
      description: 'Whether a secret is set. The secret itself is never shown.',
      resolve: ({ webhookSecret }) => webhookSecret !== null,
    }),
  }),
})

builder.queryField('suppliers', (t) =>
  t.prismaConnection(
    {
      type: 'Supplier',
      nullable: true,
      cursor: 'id',
      description: 'Suppliers in use, by key. A supplier sees itself.',
      authScopes: { scope: 'alerts:read' },
      args: {
        archived: t.arg.boolean({ description: 'Also those that are archived, for those who see all.' }),
      },
      totalCount: (_root, { archived }, { prisma, viewer }) =>
        prisma.supplier.count({ where: whereOf(viewer, archived) }),
      resolve: (query, _root, { archived }, { prisma, viewer }) =>
        prisma.supplier.findMany({ ...query, where: whereOf(viewer, archived), orderBy: { key: 'asc' } }),
    },
    { name: 'SupplierConnection', description: 'A page of suppliers.' },
    { name: 'SupplierEdge', description: 'A supplier and its place in the list.' },
  ),
)

function whereOf(viewer: Viewer, archived: boolean | null | undefined) {
  return viewer.role === 'supplier' ? { key: viewer.subject ?? '' } : inUse(viewer, archived)
}

mutation('createSupplier', {
  description: 'Makes a supplier.',
  scope: 'catalog:write',
  inputDescription: 'A new supplier.',
  input: (t) => ({
    key: t.string({ required: true, description: 'Our short name, unique; the subject of its tokens.' }),
    name: t.string({ required: true, description: 'Its name.' }),
    leadTimeDays: t.int({ description: 'Days from order to arrival; 7 when absent.' }),
  }),
  run: (input, { catalog, viewer }) => catalog.saveSupplier(input, actorOf(viewer)),
  payloadDescription: 'The supplier that was made.',
  payload: (t) => ({ supplier: t.prismaField(changedRow('Supplier', 'Null when it was refused.')) }),
})

mutation('saveSupplier', {
  description: 'Makes a supplier, or changes the one named by its id.',
  scope: 'catalog:write',
  inputDescription: 'What is absent stays as it is.',
  input: (t) => ({
    id: t.id({ description: 'Global id of the supplier to change; absent: a new one.' }),
    key: t.string({ required: true, description: 'Our short name, unique; the subject of its tokens.' }),
    name: t.string({ required: true, description: 'Its name.' }),
    leadTimeDays: t.int({ description: 'Days from order to arrival.' }),
    email: t.string({ description: 'Address that alerts go to; null: none.' }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.saveSupplier(presentIds(input, { id: 'Supplier' }), actorOf(viewer)),
  payloadDescription: 'The supplier as it is now.',
  payload: (t) => ({ supplier: t.prismaField(changedRow('Supplier', 'Null when it was refused.')) }),
})

mutation('setSupplierContact', {
  description: 'Sets how a supplier is notified of alerts on its SKUs.',
  scope: 'alerts:write',
  inputDescription: 'Absent fields stay as they are; null removes the value.',
  input: (t) => ({
    supplier: t.string({ required: true, description: 'Key of the supplier.' }),
    webhookUrl: t.string({
      description: 'http or https address that alerts are posted to; in production a public one.',
      extensions: longest(LONGEST_ADDRESS),
    }),
    webhookSecret: t.string({
      description: 'Secret that posts are signed with, at least 16 characters. Needed with a webhook.',
    }),
    email: t.string({ description: 'Address that e-mails go to.' }),
  }),
  run: (input, { alerts }) => alerts.setSupplierContact(input),
  payloadDescription: 'The supplier as it is now.',
  payload: (t) => ({ supplier: t.prismaField(changedRow('Supplier', 'Null when it was refused.')) }),
})
