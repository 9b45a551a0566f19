import { builder } from '../builder.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

/** Addresses of a supplier are for those who may change them. */
const CONTACT = { authScopes: { scope: 'alerts:write' } } as const

builder.prismaNode('Supplier', {
  description: 'Who delivers a product, and is told when it runs low.',
  authScopes: { scope: 'alerts:read' },
  findUnique: (id, { viewer }) => (viewer.role === 'supplier' ? { id, key: viewer.subject ?? '' } : { id }),
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Our short name; the subject of its tokens.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    leadTimeDays: t.exposeInt('leadTimeDays', { description: 'Days from order to arrival.' }),
    email: t.exposeString('email', {
      ...CONTACT,
      nullable: true,
      description: 'Where e-mails go; null: none are wanted.',
    }),
    webhookUrl: t.exposeString('webhookUrl', {
      ...CONTACT,
      nullable: true,
      description: 'Where alerts are posted; null: no webhook is wanted.',
    }),
    hasWebhookSecret: t.boolean({
      ...CONTACT,
      description: 'Whether a secret is set. The secret itself is never shown.',
      resolve: ({ webhookSecret }) => webhookSecret !== null,
    }),
  }),
})

builder.queryField('suppliers', (t) =>
  t.prismaConnection(
    {
      type: 'Supplier',
      cursor: 'id',
      description: 'Suppliers by key. A supplier sees itself.',
      authScopes: { scope: 'alerts:read' },
      totalCount: (_root, _args, { prisma, viewer }) => prisma.supplier.count({ where: whereOf(viewer) }),
      resolve: (query, _root, _args, { prisma, viewer }) =>
        prisma.supplier.findMany({ ...query, where: whereOf(viewer), orderBy: { key: 'asc' } }),
    },
    { name: 'SupplierConnection', description: 'A page of suppliers.' },
    { name: 'SupplierEdge', description: 'A supplier and its place in the list.' },
  ),
)

function whereOf(viewer: { role: string; subject: string | null }) {
  return viewer.role === 'supplier' ? { key: viewer.subject ?? '' } : {}
}

const SetSupplierContactInput = builder.inputType('SetSupplierContactInput', {
  description: 'What is absent stays as it is; null takes it away.',
  fields: (t) => ({
    supplier: t.string({ required: true, description: 'Key of the supplier.' }),
    webhookUrl: t.string({
      description: 'http or https address that alerts are posted to; in production a public one.',
    }),
    webhookSecret: t.string({
      description: 'Secret that posts are signed with, at least 16 characters. Needed with a webhook.',
    }),
    email: t.string({ description: 'Address that e-mails go to.' }),
  }),
})

interface Answer {
  readonly supplierId: string | null
}

const SetSupplierContactPayload = payloadType<Answer>(
  'SetSupplierContactPayload',
  'The supplier as it is now.',
  (t) => ({
    supplier: t.prismaField({
      type: 'Supplier',
      nullable: true,
      description: 'Null when it was refused.',
      resolve: (query, { supplierId }, _args, { prisma }) =>
        supplierId ? prisma.supplier.findUnique({ ...query, where: { id: supplierId } }) : null,
    }),
  }),
)

builder.mutationField('setSupplierContact', (t) =>
  t.field({
    type: SetSupplierContactPayload,
    description: 'How a supplier is told of alerts on its SKUs.',
    authScopes: { scope: 'alerts:write' },
    args: { input: t.arg({ type: SetSupplierContactInput, required: true, description: 'The contact.' }) },
    resolve: (_root, { input }, { alerts }) =>
      payloadOf<string, Answer>(
        async () => alerts.setSupplierContact(input),
        (supplierId) => ({ supplierId }),
        { supplierId: null },
      ),
  }),
)
