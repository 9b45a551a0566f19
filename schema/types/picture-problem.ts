import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { mutation } from '../mutation.ts'

builder.prismaNode('Media', {
  name: 'PictureProblem',
  authScopes: { scope: 'catalog:read-all' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  description: 'A picture of a product that could not be copied yet. It is shown from where it came from.',
  fields: (t) => ({
    product: t.relation('product', { description: 'Whose picture it is.' }),
    sku: t.relation('sku', { nullable: true, description: 'Null: the product has it for all its SKUs.' }),
    url: t.exposeString('sourceUrl', { nullable: true, description: 'Where it is copied from.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    problem: t.exposeString('lastError', { nullable: true, description: 'What went wrong, in words.' }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the next attempt; null: there is none any more.',
    }),
  }),
})

builder.queryField('pictureProblems', (t) =>
  t.prismaConnection(
    {
      type: 'Media',
      nullable: true,
      cursor: 'id',
      description: 'Pictures of products that could not be copied, those that are tried again included.',
      authScopes: { scope: 'catalog:read-all' },
      totalCount: (_root, _args, { prisma, media }) => prisma.media.count({ where: media.problems }),
      resolve: (query, _root, _args, { prisma, media }) =>
        prisma.media.findMany({ ...query, where: media.problems, orderBy: { id: 'asc' } }),
    },
    { name: 'PictureProblemConnection', description: 'A page of pictures.' },
    { name: 'PictureProblemEdge', description: 'A picture and its place in the list.' },
  ),
)

mutation('retryPictures', {
  description: 'Copies pictures again that failed or wait for their next attempt, at once.',
  scope: 'catalog:write',
  inputDescription: 'Whose pictures.',
  input: (t) => ({
    productIds: t.idList({ description: 'Global ids of products; all products when absent.' }),
  }),
  run: async ({ productIds }, { media }) => {
    const ids = productIds?.map((id, index) => inputIdOf('Product', ['productIds', String(index)], id))
    return { ok: true as const, value: await media.retryPictures(ids ?? null) }
  },
  payloadDescription: 'How many pictures are tried again.',
  payload: (t) => ({
    retried: t.int({
      nullable: true,
      description: 'Pictures; null when it was refused.',
      resolve: ({ result }) => result,
    }),
  }),
})
