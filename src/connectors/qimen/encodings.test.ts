import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createUpstream } from '../upstream.ts'
import { qimenConnector } from './index.ts'

const ACCOUNT = { warehouseId: 'w', warehouseCode: 'W-1', ownerCode: 'o', customerId: 'c' }
/** 库存不足 in GBK. */
const TOO_LITTLE = Buffer.from([0xbf, 0xe2, 0xb4, 0xe6, 0xb2, 0xbb, 0xd7, 0xe3])

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A warehouse system that answers every call with these bytes. */
async function warehouseThatSays(body: Uint8Array, contentType: string) {
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    response.writeHead(200, { 'content-type': contentType }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const upstream = createUpstream({ retry: { attempts: 2, baseMs: 1, maxMs: 1 } })
  stops.push(upstream.close, () => new Promise((resolve) => server.close(resolve)))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connector = qimenConnector({ endpoint, appKey: 'k', appSecret: 's', upstream })
  return { asked: () => asked, inventory: () => connector.queryInventory(ACCOUNT, ['A'], undefined) }
}

const failure = (encoding: string, message: Uint8Array) =>
  Buffer.concat([
    Buffer.from(
      `<?xml version="1.0" encoding="${encoding}"?><response><flag>failure</flag><code>S1</code><message>`,
    ),
    message,
    Buffer.from('</message></response>'),
  ])

it.each([
  ['Content-Type', failure('utf-8', TOO_LITTLE), 'text/xml;charset=GBK'],
  ['XML declaration', failure('GBK', TOO_LITTLE), 'text/xml'],
])('understands a warehouse that speaks GBK and says so in its %s', async (_where, body, contentType) => {
  const warehouse = await warehouseThatSays(body, contentType)
  await expect(warehouse.inventory()).rejects.toMatchObject({
    kind: 'rejected',
    message: expect.stringContaining('库存不足'),
  })
  expect(warehouse.asked()).toBe(1)
})

it.each([
  ['bytes that are no text', Buffer.alloc(2_000, 0xff)],
  ['elements that never end', Buffer.from('<a>'.repeat(60_000))],
  ['an answer without an end', Buffer.from(`<response>${'<x>1</x>'.repeat(60_000)}`)],
  ['a bomb of entities', Buffer.from('<!DOCTYPE a [<!ENTITY b "&b;&b;">]><response>&b;</response>')],
])('gives up on %s after its attempts', async (_what, body) => {
  const warehouse = await warehouseThatSays(body, 'text/xml')
  await expect(warehouse.inventory()).rejects.toMatchObject({ kind: 'transient' })
  expect(warehouse.asked()).toBe(2)
})
