import { inUse } from '../../src/catalogue/index.ts'
import { textIn } from '../../src/domain/localized-text.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { badInput } from '../errors.ts'
import { localIdOf, presentIds } from '../global-id.ts'
import {
  LOCALE_DESCRIPTION,
  LocalizedTextInputRef,
  LocalizedTextRef,
  ownTexts,
  TEXTS_DESCRIPTION,
  titlesOf,
} from '../localized.ts'
import { mutation } from '../mutation.ts'

const ARCHIVED_DESCRIPTION = 'Also those that are archived, for those who see all.'

builder.prismaNode('Category', {
  description: 'A place in the tree by which people find products.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its name in addresses of pages, unique.' }),
    name: t.string({
      description: 'Name in the language asked for.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: ({ nameZh: zh, nameEn: en, names }, { locale }) =>
        textIn({ zh, en, more: titlesOf(names) }, locale) ?? '',
    }),
    names: t.field({
      type: [LocalizedTextRef],
      description: 'Its name in every language that has one.',
      resolve: ({ nameZh: zh, nameEn: en, names }) => ownTexts({ zh, en, more: titlesOf(names) }),
    }),
    parent: t.relation('parent', { nullable: true, description: 'The parent category; null at the top.' }),
    children: t.relation('children', {
      description: 'Its direct subcategories, by slug.',
      args: { archived: t.arg.boolean({ description: ARCHIVED_DESCRIPTION }) },
      query: ({ archived }, { viewer }) => ({ where: inUse(viewer, archived), orderBy: { slug: 'asc' } }),
    }),
    productCount: t.int({
      description: 'Products on show in it and in all below it, each counted once.',
      resolve: ({ id }, _args, { loaders }) => loaders.categoryProducts.load(id),
    }),
    archivedAt: t.expose('archivedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is out of use; null while it is in use.',
    }),
  }),
})

builder.queryFields((t) => ({
  categories: t.prismaField({
    type: ['Category'],
    description: 'All categories of the tree, by slug; those without a parent are its top.',
    args: { archived: t.arg.boolean({ description: ARCHIVED_DESCRIPTION }) },
    resolve: (query, _root, { archived }, { prisma, viewer }) =>
      prisma.category.findMany({ ...query, where: inUse(viewer, archived), orderBy: { slug: 'asc' } }),
  }),
  category: t.prismaField({
    type: 'Category',
    nullable: true,
    description: 'One category by id or by slug; null when there is none.',
    args: {
      id: t.arg.id({ description: 'Global id; exactly one of id and slug.' }),
      slug: t.arg.string({ description: 'Its name in addresses; exactly one of id and slug.' }),
    },
    resolve: (query, _root, { id, slug }, { prisma, viewer }) => {
      if ((id == null) === (slug == null)) throw badInput('id', 'give exactly one of id and slug')
      const where = id != null ? { id: localIdOf('Category', 'id', id) } : { slug: slug ?? '' }
      return prisma.category.findFirst({ ...query, where: { ...where, ...inUse(viewer, true) } })
    },
  }),
}))

mutation('saveCategory', {
  description: 'Makes a category, or changes the one named by its id.',
  scope: 'catalog:write',
  inputDescription: 'What is absent stays unchanged; null removes it.',
  input: (t) => ({
    id: t.id({ description: 'Global id of the category to change; absent: a new one.' }),
    slug: t.string({ required: true, description: 'Its name in addresses: small letters, digits, hyphens.' }),
    nameZh: t.string({ description: 'Name in Chinese.' }),
    nameEn: t.string({ description: 'Name in English.' }),
    names: t.field({ type: [LocalizedTextInputRef], description: TEXTS_DESCRIPTION }),
    parentId: t.id({ description: 'Global id of its parent; null: at the top.' }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.saveCategory(presentIds(input, { id: 'Category', parentId: 'Category' }), actorOf(viewer)),
  payloadDescription: 'The category as it is now.',
  payload: (t) => ({ category: t.prismaField(changedRow('Category', 'Null when it was refused.')) }),
})
