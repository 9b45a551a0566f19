import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import { gatewayOfThisFile } from './support/gateway.ts'
import { PUBLIC_CLIENTS } from './support/public-clients.ts'
import {
  adjust,
  changesIn,
  type Level,
  plentifulLevels,
  type StockItem,
  untilSubscribed,
} from './support/stock.ts'

const gateway = gatewayOfThisFile()
let link: TcpProxy
let levels: Level[]
beforeAll(async () => {
  link = await TcpProxy.open(gateway().port)
  levels = await plentifulLevels(gateway(), PUBLIC_CLIENTS.length)
})
afterAll(() => link.close())

describe.each(PUBLIC_CLIENTS.map(([name, subscribe], index) => ({ name, subscribe, index })))(
  '$name',
  ({ subscribe, index }) => {
    it('gets the state and each change, and after a broken connection what it missed', async () => {
      const level = levels[index] as Level
      const authorization = (await gateway().authorization('operator')) ?? ''
      const begin = (after: string | null) => {
        const items: StockItem[] = []
        const ends: unknown[] = []
        const stop = subscribe({
          graph: `http://127.0.0.1:${link.port}/graphql`,
          authorization,
          variables: { skuIds: [level.skuId], warehouseIds: [level.warehouseId], ...(after && { after }) },
          next: (item) => items.push(item),
          ended: (error) => ends.push(error),
        })
        return { items, ends, stop }
      }

      const first = begin(null)
      await until(() => first.items.length === 1, 'the state')
      expect(first.items[0]).toMatchObject({
        __typename: 'StockSnapshot',
        complete: true,
        levels: [{ version: level.version, onHand: level.onHand }],
      })
      await adjust(gateway(), level, -1)
      await until(() => first.items.length === 2, 'the change')
      expect(changesIn(first.items).map(({ delta, level }) => [delta, level.version])).toEqual([
        [-1, level.version + 1],
      ])
      expect(first.ends).toEqual([])

      link.cut()
      await until(() => first.ends.length > 0, 'the client to see the end')
      first.stop()
      for (const delta of [-2, 3]) await adjust(gateway(), level, delta)
      const second = begin(first.items.at(-1)?.cursor ?? null)
      await until(() => second.items.length === 2, 'what it missed')
      await adjust(gateway(), level, 4)
      await until(() => second.items.length === 3, 'what comes now')
      expect(second.items.map(({ __typename }) => __typename)).toEqual(Array(3).fill('StockChange'))
      expect(changesIn(second.items).map(({ delta, level }) => [delta, level.version])).toEqual([
        [-2, level.version + 2],
        [3, level.version + 3],
        [4, level.version + 4],
      ])
      expect(second.ends).toEqual([])

      second.stop()
      await untilSubscribed(gateway().url, 0)
    })
  },
)
