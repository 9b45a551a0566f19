import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../test/support/fixtures.ts'
import { sellableLoader } from '../loaders/sellable.ts'
import { setChannelBuffer } from './set-channel-buffer.ts'

testDatabases('channel buffers', (database) => {
  const set = (input: object) => setChannelBuffer(database().prisma, input, 'operator:test')

  it('leave a channel what is available over all warehouses, less the most specific buffer', async () => {
    const { prisma } = database()
    const { skuId, productId } = await makeLevel(prisma, { onHand: 10, reserved: 2, safetyStock: 1 })
    await makeLevel(prisma, { skuId, productId, onHand: 5 })
    const { skuId: few } = await makeLevel(prisma, { onHand: 2 })
    const { skuId: none } = await makeSku(prisma)
    expect(await set({ platform: 'JD', buffer: 3 })).toMatchObject({ ok: true })
    expect(await set({ platform: 'JD', skuId, buffer: 5 })).toMatchObject({ ok: true })
    const loader = sellableLoader(prisma)
    const channels = [
      { platform: 'JD', skuId },
      { platform: 'TAOBAO', skuId },
      { platform: 'JD', skuId: few },
      { platform: 'JD', skuId: none },
    ] as const
    expect(await Promise.all(channels.map((channel) => loader.load(channel)))).toEqual([7, 12, 0, 0])
  })

  it('are one per scope: setting again changes it', async () => {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma)
    const first = await set({ platform: 'TAOBAO', skuId, buffer: 1 })
    expect(await set({ platform: 'TAOBAO', skuId, buffer: 2 })).toEqual(first)
    expect(await prisma.channelBuffer.findMany({ where: { skuId } })).toMatchObject([
      { buffer: 2, updatedBy: 'operator:test' },
    ])
  })

  it('refuse what is no platform, no quantity and no SKU', async () => {
    const errorsOf = async (input: object) => {
      const result = await set(input)
      return result.ok ? [] : result.errors.map(({ code, field }) => [code, field?.join('.')])
    }
    expect(await errorsOf({ platform: 'EBAY', buffer: -1 })).toEqual([
      ['INVALID_INPUT', 'platform'],
      ['INVALID_INPUT', 'buffer'],
    ])
    expect(await errorsOf({ platform: 'JD', skuId: 'none', buffer: 1 })).toEqual([['NOT_FOUND', 'skuId']])
  })
})

describePostgres('sellable quantities of one request', (database) => {
  it('take one statement, however many channels are asked for', async () => {
    const { prisma } = database()
    const levels = await Promise.all([1, 2, 3].map((onHand) => makeLevel(prisma, { onHand })))
    const statements: string[] = []
    const counted = new Proxy(prisma, {
      get(target, name) {
        if (name === '$queryRaw') statements.push('read')
        return Reflect.get(target, name)
      },
    })
    const loader = sellableLoader(counted)
    const asked = levels.map(({ skuId }) => loader.load({ platform: 'JD', skuId }))
    expect(await Promise.all(asked)).toEqual([1, 2, 3])
    expect(statements).toHaveLength(1)
  })
})
