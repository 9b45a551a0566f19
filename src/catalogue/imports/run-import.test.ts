import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { RateLimited, Transient } from '../../domain/upstream-error.ts'
import { insertImportRows } from '../../store/catalogue-import.ts'
import { transaction } from '../../store/transaction.ts'
import { RowRefused, type RowWork } from './kind.ts'
import { importRunner } from './run-import.ts'

const CREATED = { outcome: 'CREATED', changes: [], code: null, message: null, productId: null } as const
const never = new AbortController().signal

testDatabases('an import', (database) => {
  const prisma = () => database().prisma

  /** An import with this number of references. */
  async function anImport(rows: number): Promise<string> {
    const id = v7()
    await transaction(prisma(), async (tx) => {
      await tx.catalogueImport.create({
        data: { id, kind: 'ITEMS', options: {}, actor: 'operator:olga', total: rows },
      })
      const all = Array.from({ length: rows }, (_, position) => ({ position, reference: `row ${position}` }))
      await insertImportRows(tx, id, all)
    })
    return id
  }
  const read = (id: string) => prisma().catalogueImport.findUniqueOrThrow({ where: { id } })
  const worker = (prepareRow: RowWork['prepareRow'], errors: unknown[] = []) =>
    importRunner({
      prisma: prisma(),
      rowsAtOnce: 2,
      kinds: { ITEMS: { work: { prepareRow } } },
      onError: (error) => errors.push(error),
    })
  /** Turns until there is nothing to do just now. */
  async function exhaust({ work }: ReturnType<typeof worker>) {
    while (await work(never))
      if ((await prisma().catalogueImport.count({ where: { status: 'RUNNING', waitsUntil: null } })) === 0)
        return
  }

  it('goes on where a worker died, and what that one brings later does not count', async () => {
    const id = await anImport(7)
    const dying = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    let begun = 0
    const written: string[] = []
    const first = worker(async (_job, { reference }) => {
      begun++
      if (begun > 3) {
        if (begun === 5) reached.resolve()
        await dying.promise
      }
      return async () => {
        written.push(reference)
        return CREATED
      }
    })
    const dead = first.work(never)
    await reached.promise
    expect(await read(id)).toMatchObject({ created: 3, status: 'RUNNING' })
    // It has died: nobody renews its lease.
    await prisma().catalogueImport.update({ where: { id }, data: { leasedUntil: new Date(0) } })

    const second: string[] = []
    const heir = worker(async (_job, { reference }) => {
      second.push(reference)
      return async () => CREATED
    })
    await exhaust(heir)
    expect(second.toSorted()).toEqual(['row 3', 'row 4', 'row 5', 'row 6'])
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', created: 7, failed: 0, total: 7 })

    dying.resolve()
    await dead
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', created: 7 })
    expect(await prisma().catalogueImportRow.count({ where: { importId: id, outcome: 'CREATED' } })).toBe(7)
  })

  it('has no more rows under way than it may, whatever their number', async () => {
    const id = await anImport(120)
    let open = 0
    let most = 0
    await exhaust(
      worker(async () => {
        open++
        most = Math.max(most, open)
        await new Promise(setImmediate)
        open--
        return async () => CREATED
      }),
    )
    expect(most).toBe(2)
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', created: 120 })
  })

  it('waits as long as the source wants, and does the row again then', async () => {
    const id = await anImport(2)
    let tries = 0
    const one = worker(async () => {
      tries++
      if (tries === 1)
        throw new RateLimited({
          upstream: 'ITEM_DATA',
          message: 'the quota is used up',
          retryAfterMs: 3_600_000,
        })
      return async () => CREATED
    })
    const before = Date.now()
    await one.work(never)
    const waiting = await read(id)
    expect(waiting).toMatchObject({ status: 'RUNNING', waitReason: 'the quota is used up', failed: 0 })
    expect(waiting.waitsUntil?.getTime()).toBeGreaterThanOrEqual(before + 3_600_000)
    expect(await one.work(never)).toBe(false)
    await prisma().catalogueImport.update({ where: { id }, data: { waitsUntil: new Date(0) } })
    await exhaust(one)
    expect(await read(id)).toMatchObject({
      status: 'SUCCEEDED',
      created: 2,
      waitsUntil: null,
      waitReason: null,
    })
  })

  it('tries a row four times whose source fails, and does the others meanwhile', async () => {
    const id = await anImport(3)
    const tries = new Map<string, number>()
    const one = worker(async (_job, { reference }) => {
      tries.set(reference, (tries.get(reference) ?? 0) + 1)
      if (reference === 'row 1') throw new Transient({ upstream: 'ITEM_DATA', message: 'no answer' })
      return async () => CREATED
    })
    for (let turn = 0; turn < 4; turn++) {
      await one.work(never)
      await prisma().catalogueImport.updateMany({ data: { waitsUntil: null } })
      await prisma().catalogueImportRow.updateMany({
        where: { retryAt: { not: null } },
        data: { retryAt: new Date(0) },
      })
    }
    expect(Object.fromEntries(tries)).toEqual({ 'row 0': 1, 'row 1': 4, 'row 2': 1 })
    expect(await read(id)).toMatchObject({ status: 'PARTIAL', created: 2, failed: 1 })
    expect(
      await prisma().catalogueImportRow.findFirst({ where: { importId: id, outcome: 'FAILED' } }),
    ).toMatchObject({ reference: 'row 1', code: 'UNAVAILABLE', message: 'ITEM_DATA: no answer' })
  })

  it('does a row again that a synchronisation overtook with the same new record', async () => {
    const id = await anImport(1)
    const errors: unknown[] = []
    let tries = 0
    await exhaust(
      worker(
        async () => async () => {
          tries++
          if (tries === 1) throw Object.assign(new Error('it is there already'), { code: 'P2002' })
          return CREATED
        },
        errors,
      ),
    )
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', created: 1, failed: 0 })
    expect(errors).toEqual([])
  })

  it('says of a row what is wrong with it, and logs what nobody expected', async () => {
    const id = await anImport(2)
    const errors: unknown[] = []
    const fault = new TypeError('a fault of ours')
    await exhaust(
      worker(async (_job, { position }) => {
        throw position === 0 ? new RowRefused('NOT_FOUND', 'There is no such item.') : fault
      }, errors),
    )
    expect(await read(id)).toMatchObject({ status: 'FAILED', failed: 2 })
    const rows = await prisma().catalogueImportRow.findMany({
      where: { importId: id },
      orderBy: { position: 'asc' },
    })
    expect(rows.map(({ code }) => code)).toEqual(['NOT_FOUND', 'INTERNAL'])
    expect(rows[1]?.message).not.toContain('fault of ours')
    expect(errors).toEqual([fault])
  })
})
