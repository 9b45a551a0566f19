import { LONGEST_DESCRIPTION } from '../../src/catalogue/index.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import type { Types } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { ProductStatusEnum } from '../enums.ts'
import { inputIdsOf, presentIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { LocalizedTextInputRef, TEXTS_DESCRIPTION } from '../localized.ts'
import { MediaInputRef, picturesOf } from '../media-input.ts'
import { mutation } from '../mutation.ts'
import { NewSkuInputRef, newSkuWithLocalIds } from '../new-sku-input.ts'
import { longest } from '../text-length.ts'

const DESCRIPTION = { extensions: longest(LONGEST_DESCRIPTION) }

/** Its names, in any language, and its maker. */
const texts = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  titleZh: t.string({ description: 'Title in Chinese.' }),
  titleEn: t.string({ description: 'Title in English.' }),
  descriptionZh: t.string({ description: 'Description in Chinese.', ...DESCRIPTION }),
  descriptionEn: t.string({ description: 'Description in English.', ...DESCRIPTION }),
  titles: t.field({ type: [LocalizedTextInputRef], description: `Titles. ${TEXTS_DESCRIPTION}` }),
  descriptions: t.field({
    type: [LocalizedTextInputRef],
    description: `Descriptions. ${TEXTS_DESCRIPTION}`,
  }),
  brand: t.string({ description: 'Who makes it.' }),
})

mutation('createProduct', {
  description:
    'Makes a product with its SKUs and their opening stock, all or nothing. Its handle is made of its title.',
  scope: 'catalog:write',
  inputDescription: 'A product. It needs a title in at least one language.',
  input: (t) => ({
    ...texts(t),
    categoryIds: t.idList({ description: 'Global ids of its categories, the main one first.' }),
    media: t.field({ type: [MediaInputRef], description: 'Its pictures, the main one first.' }),
    supplierId: t.id({ description: 'Global id of who delivers it.' }),
    status: t.field({ type: ProductStatusEnum, description: 'DRAFT or ACTIVE; ACTIVE when absent.' }),
    skus: t.field({
      type: [NewSkuInputRef],
      description: 'Its SKUs, at most 200; more can be added with createSku.',
    }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.createProduct(
      {
        ...presentIds(input, { supplierId: 'Supplier' }),
        categoryIds: inputIdsOf('Category', ['categoryIds'], input.categoryIds),
        media: input.media && picturesOf(input.media, ['media']),
        skus: input.skus?.map((sku, at) => newSkuWithLocalIds(sku, ['skus', String(at)])),
      },
      actorOf(viewer),
    ),
  payloadDescription: 'The product that was made.',
  payload: (t) => ({ product: t.prismaField(changedRow('Product', 'Null when it was refused.')) }),
})

mutation('updateProduct', {
  description: 'Changes a product. Given fields count as set by hand: no import overwrites them.',
  scope: 'catalog:write',
  inputDescription: 'What is absent stays unchanged; null removes it.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the product.' }),
    expectedVersion: t.int({
      description:
        'Version that the change was decided on: refused with VERSION_CONFLICT when it has grown since.',
    }),
    ...texts(t),
    categoryIds: t.idList({ description: 'Global ids of all its categories, the main one first.' }),
    media: t.field({ type: [MediaInputRef], description: 'All its pictures, the main one first.' }),
    supplierId: t.id({ description: 'Global id of who delivers it.' }),
    status: t.field({
      type: ProductStatusEnum,
      description: 'Whether it is on show. ARCHIVED is refused while something open needs it.',
    }),
    handle: t.string({ description: 'Its name in addresses: small letters, digits, hyphens. Unique.' }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.updateProduct(
      {
        ...presentIds(input, { id: 'Product', supplierId: 'Supplier' }),
        categoryIds: inputIdsOf('Category', ['categoryIds'], input.categoryIds),
        media: input.media && picturesOf(input.media, ['media']),
      },
      actorOf(viewer),
    ),
  payloadDescription: 'The product as it is now.',
  payload: (t) => ({ product: t.prismaField(changedRow('Product', 'Null when it was refused.')) }),
})
