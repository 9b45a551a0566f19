import type { UploadPurpose } from '../../src/domain/upload.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import type { AnnouncedUpload } from '../../src/media/index.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { mutation } from '../mutation.ts'

const UploadPurposeEnum = builder.enumType('UploadPurpose', {
  description: 'What a file is for.',
  values: {
    PRODUCT_MEDIA: { description: 'A picture of a product: everybody may see it.' },
    INSPECTION_PHOTO: { description: 'A picture of goods that arrived in our hub.' },
    PARCEL_PHOTO: { description: 'A picture of a packed parcel.' },
    IMAGE_SEARCH: { description: 'A picture to search by; deleted after a day.' },
    AFTER_SALES: { description: 'A picture that shows what is wrong with goods.' },
    CATALOGUE_CSV: { description: 'Products, SKUs, prices and stock.' },
    RATES_CSV: { description: 'Freight of a shipping line.' },
    ID_DOCUMENT: { description: 'A picture of a document that customs ask for.' },
  } satisfies Readonly<Record<UploadPurpose, { readonly description: string }>>,
})

builder.prismaNode('Upload', {
  description: 'A file of ours. Who announced it sees it, and so do operators.',
  nullable: true,
  authScopes: ({ owner }, { viewer }) =>
    viewer.scopes.has('catalog:write') || (viewer.scopes.has('orders:own') && owner === actorOf(viewer)),
  id: { field: 'id', description: 'Global id.' },
  // The owner, for who may see it; the rest for its address.
  select: { id: true, purpose: true, sha256: true, contentType: true, completedAt: true, owner: true },
  fields: (t) => ({
    purpose: t.expose('purpose', { type: UploadPurposeEnum, description: 'What it is for.' }),
    contentType: t.exposeString('contentType', { description: 'Its type, such as image/jpeg.' }),
    bytes: t.exposeInt('bytes', { description: 'Its size in bytes.' }),
    complete: t.boolean({
      description: 'True once its bytes have come.',
      resolve: ({ completedAt }) => completedAt !== null,
    }),
    url: t.field({
      type: 'URL',
      nullable: true,
      description:
        'Where it can be loaded: a picture of a product forever, anything else for some minutes, to everybody who has the address. Null until it is complete.',
      resolve: (upload, _args, { media }) => media.addressOf(upload),
    }),
    width: t.exposeInt('width', { nullable: true, description: 'Pixels, of a picture.' }),
    height: t.exposeInt('height', { nullable: true, description: 'Pixels, of a picture.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was announced.' }),
  }),
})

mutation('createUpload', {
  description:
    'Announces a file. Its bytes are then put (HTTP PUT, with the content type as announced) to `uploadUrl`. Customers upload for AFTER_SALES, IMAGE_SEARCH and ID_DOCUMENT.',
  scope: ['catalog:write', 'orders:own'],
  inputDescription: 'What will be put.',
  input: (t) => ({
    contentType: t.string({
      required: true,
      description:
        'image/jpeg, image/png, image/webp, image/gif or image/avif; text/csv for the CSV purposes.',
    }),
    bytes: t.int({ required: true, description: 'Exact size of the file in bytes.' }),
    purpose: t.field({ type: UploadPurposeEnum, required: true, description: 'What it is for.' }),
  }),
  run: (input, { media, viewer }) => media.announce(input, viewer),
  payloadDescription: 'The upload, and where its bytes go.',
  payload: (t) => ({
    upload: t.prismaField(
      changedRow('Upload', 'Null when it was refused.', (announced: AnnouncedUpload) => announced.id),
    ),
    uploadUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Takes the bytes once. It holds a secret.',
      resolve: ({ result }, _args, { media }) => result && media.uploadAddress(result.id, result.secret),
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the bytes are taken.',
      resolve: ({ result }) => result?.expiresAt ?? null,
    }),
  }),
})
