import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { run, stopProgramsAfterwards } from '../path/support/program.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'
import { onSale } from '../support/fixtures.ts'
import { startMeilisearch } from '../support/meilisearch.ts'

stopProgramsAfterwards()

describeWith(['PostgreSQL'], 'npm run index:search', () => {
  let url: string
  let fake: Awaited<ReturnType<typeof startMeilisearch>>
  const index = async (
    env: Record<string, string> = { MEILISEARCH_URL: fake.url, MEILISEARCH_KEY: fake.key },
  ) => {
    const program = run('scripts/index-search.ts', { DATABASE_URL: url, ...env })
    const { code } = await program.ended()
    return { code, said: program.stdout, complained: program.stderr }
  }

  beforeAll(async () => {
    fake = await startMeilisearch()
    url = await postgresDatabase()
    const { prisma, close } = await openServerDatabase({ url })
    const data = Array.from({ length: 600 }, (_, at) => ({ id: v7(), titleEn: `Product ${at}` }))
    await prisma.product.createMany({ data: [...data, { titleEn: 'Draft', status: 'DRAFT' }] })
    await prisma.sku.createMany({ data: data.map(({ id }) => ({ ...onSale().create, productId: id })) })
    await close()
  })
  afterAll(() => fake?.stop())

  it('writes all products that are on show, and again when it is called again', async () => {
    expect(await index()).toEqual({
      code: 0,
      said: '600 products are in the index products.\n',
      complained: '',
    })
    const batches = () => fake.calls().filter((call) => call === 'POST indexes/products/documents').length
    expect(batches()).toBe(3)
    const [id = ''] = fake.documents.keys()
    fake.documents.set(id, { id, titleEn: 'Spoilt' })
    expect(await index()).toMatchObject({ code: 0, said: '600 products are in the index products.\n' })
    expect(fake.documents.get(id)?.titleEn).toMatch(/^Product /)
    expect(batches()).toBe(6)
  })

  it.each([
    [{}, 2, 'MEILISEARCH_URL is not set: the database finds products itself.'],
    [{ MEILISEARCH_KEY: 'wrong' }, 1, 'The search engine fails: The provided API key is invalid.'],
  ])('says what is wrong with %j', async (env, code, complained) => {
    const set = 'MEILISEARCH_KEY' in env ? { MEILISEARCH_URL: fake.url, ...env } : env
    expect(await index(set)).toEqual({ code, said: '', complained: `${complained}\n` })
  })
})
