import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { countSealed, resealBatch, SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts'
import { secretBox } from './secret-box.ts'

const [OLD, NEW, OTHER] = ['old', 'new', 'other'].map((text) => Buffer.alloc(32, text)) as [
  Buffer,
  Buffer,
  Buffer,
]
const SECRET = SEALED_COLUMNS.find(({ column }) => column === 'webhook_secret') as SealedColumn

it('every column of bytes is among the sealed ones', () => {
  const model = readFileSync('prisma/schema.prisma', 'utf8')
  const inModel = [...model.matchAll(/^model [\s\S]+?^}/gm)].flatMap(([text]) => {
    const table = /@@map\("(\w+)"\)/.exec(text)?.[1]
    return [...text.matchAll(/^ +(\w+) +Bytes\??(?:.*@map\("(\w+)"\))?/gm)].map(
      ([, field, mapped]) => `${table}.${mapped ?? field}`,
    )
  })
  expect(inModel.sort()).toEqual(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort())
})

testDatabases('values under rotation', (database) => {
  const prisma = () => database().prisma
  const both = secretBox([NEW, OLD])
  const reseal = (after: string, limit: number) => resealBatch(prisma(), SECRET, both, NEW, { after, limit })
  const suppliers = async (sealed: readonly Uint8Array<ArrayBuffer>[]) => {
    await prisma().supplier.deleteMany()
    await prisma().supplier.createMany({
      data: sealed.map((webhookSecret, index) => ({
        id: `s${index}`,
        key: `s${index}`,
        name: 'Supplier',
        webhookSecret,
      })),
    })
  }
  const opensAlone = async (key: Buffer) =>
    (await prisma().supplier.findMany({ orderBy: { id: 'asc' } })).map(({ webhookSecret }) => {
      try {
        return secretBox([key]).open(webhookSecret ?? new Uint8Array())
      } catch {
        return null
      }
    })

  it('are counted by key and resealed in batches; afterwards the old key is not needed', async () => {
    const old = secretBox([OLD])
    await suppliers(['a', 'b', 'c', 'd'].map((text) => old.seal(text)).concat(secretBox([NEW]).seal('e')))
    expect(await countSealed(prisma(), SECRET, [NEW, OLD])).toEqual({ current: 1, old: 4, unknown: 0 })
    expect(await opensAlone(NEW)).toEqual([null, null, null, null, 'e'])
    const first = await reseal('', 3)
    expect(first).toEqual({ resealed: 3, overtaken: 0, unopened: [], after: 's2' })
    // Interrupted here and restarted: finished rows are not touched again.
    const again = await reseal('', 3)
    expect(again).toEqual({ resealed: 1, overtaken: 0, unopened: [], after: null })
    expect(await countSealed(prisma(), SECRET, [NEW])).toEqual({ current: 5, old: 0, unknown: 0 })
    expect(await opensAlone(NEW)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('that no key opens stay as they are, are named, and hold up nothing', async () => {
    const lost = secretBox([OTHER]).seal('lost')
    await suppliers([lost, secretBox([OLD]).seal('kept')])
    expect(await countSealed(prisma(), SECRET, [NEW, OLD])).toEqual({ current: 0, old: 1, unknown: 1 })
    expect(await reseal('', 1)).toEqual({ resealed: 0, overtaken: 0, unopened: ['s0'], after: 's0' })
    expect(await reseal('s0', 1)).toMatchObject({ resealed: 1 })
    expect(await opensAlone(NEW)).toEqual([null, 'kept'])
    expect(await opensAlone(OTHER)).toEqual(['lost', null])
  })

  it('that change while they are resealed are not put back', async () => {
    await suppliers([secretBox([OLD]).seal('before')])
    // The value is replaced after it was read: when the box opens it.
    let replacing: Promise<unknown> = Promise.resolve()
    const slow = {
      open: (sealed: Uint8Array) => {
        replacing = prisma().supplier.update({
          where: { id: 's0' },
          data: { webhookSecret: secretBox([OLD]).seal('refreshed') },
        })
        return both.open(sealed)
      },
      seal: both.seal,
    }
    const raced = new Proxy(prisma(), {
      get: (target, property) =>
        property === '$executeRaw'
          ? async (...args: Parameters<typeof target.$executeRaw>) => {
              await replacing
              return target.$executeRaw(...args)
            }
          : Reflect.get(target, property),
    })
    expect(await resealBatch(raced, SECRET, slow, NEW, { after: '', limit: 10 })).toMatchObject({
      resealed: 0,
      overtaken: 1,
    })
    expect(await opensAlone(OLD)).toEqual(['refreshed'])
  })
})
