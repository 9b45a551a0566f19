import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logisticsMethods as aopLogistics } from '../alibaba-1688/logistics.ts'
import { orderViewMethods as aopViews } from '../alibaba-1688/order-views.ts'
import { orderingMethods as aopOrdering } from '../alibaba-1688/ordering.ts'
import { productMethods } from '../alibaba-1688/products.ts'
import { pushMethods } from '../alibaba-1688/push-queue.ts'
import type { Sandbox } from '../index.ts'
import { orderMethods as jdOrders } from '../jd/orders.ts'
import { refundMethods } from '../jd/refunds.ts'
import { stockMethods } from '../jd/stock.ts'
import { wareReads } from '../jd/wares.ts'
import { areaMethods } from '../jd-vop/areas.ts'
import { goodsMethods } from '../jd-vop/goods.ts'
import { messageMethods } from '../jd-vop/messages.ts'
import { orderMethods as vopOrders } from '../jd-vop/orders-a.ts'
import { vopRouterMethods } from '../jd-vop/orders-b.ts'
import { itemReads } from '../taobao/items.ts'
import { logisticsMethods as topLogistics } from '../taobao/logistics.ts'
import { refundReads } from '../taobao/refunds.ts'
import { stockWrites } from '../taobao/stock.ts'
import { tmcMethods } from '../taobao/tmc.ts'
import { tradeReads } from '../taobao/trades.ts'
import { itemMethods as globalItems } from '../taobao-global/items.ts'
import { orderViewMethods as globalViews } from '../taobao-global/order-views.ts'
import { orderingMethods as globalOrdering } from '../taobao-global/ordering.ts'
import { aop, iop, jd, post, qimen, top } from './callers.ts'
import { startTestSandbox } from './test-sandbox.ts'

let sandbox: Sandbox
const failures: string[] = []
beforeAll(async () => {
  sandbox = await startTestSandbox({ livesByItself: false, log: (line) => failures.push(line) })
})
afterAll(() => sandbox.stop())

/** Mistakes of callers: signs, words, JSON of another shape, nothing. */
const junk = fc.oneof(
  fc.constantFrom(
    '0',
    '-1',
    '1',
    '99999999999999999999',
    'x',
    '[]',
    '{}',
    '[1]',
    '["x"]',
    '[{}]',
    '[null]',
    '{"a":1}',
    'null',
    '2026-01-01 00:00:00',
    ',',
    ':;',
    'a:b',
  ),
  fc.constantFrom(
    '[{"skuId":"x","num":1}]',
    '[{"offerId":"x","quantity":1}]',
    '[{"item_id":"x","sku_id":"y","quantity":1}]',
  ),
  fc.string({ maxLength: 12 }),
)
const NAMES =
  'fields num_iid num_iids page_no page_size tid q start_modified end_modified skuid_quantities quantity type sub_tid is_split company_code out_sid s_message_ids use_has_next productID pageNo pageSize offerQueryParam offerDetailParam cargoParamList addressParam flow outOrderId orderId webSite orderIdList tradeWithholdPreparePayParam msgIdList keyword filters item_id item_resource items render_item_List receiver_address receiver order_line_list outer_purchase_id purchase_amount purchaseOrderIdList purchase_ids purchase_order_line_id sku skuIds skuNums area thirdOrder orderPriceSnap jdOrderId date page id address'.split(
    ' ',
  )
const params = fc.dictionary(fc.constantFrom(...NAMES), junk, { minKeys: 25, maxKeys: 60 })
const keys = (...tables: object[]) => fc.constantFrom(...tables.flatMap((table) => Object.keys(table)))

const RUNS = { numRuns: 150 }

/** Sends junk many times: every answer is the platform's own, never a failure of ours. */
async function never500<T>(
  arbitrary: fc.Arbitrary<T>,
  send: (value: T) => Promise<{ status: number }>,
): Promise<void> {
  let sent = 0
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      sent += 1
      expect((await send(value)).status).toBeLessThan(500)
    }),
    RUNS,
  )
  expect(sent).toBe(RUNS.numRuns)
  expect(failures).toEqual([])
}

describe('junk parameters get an answer of the platform', () => {
  it('at Taobao', () => {
    const methods = keys(itemReads, stockWrites, tradeReads, topLogistics, refundReads, tmcMethods)
    return never500(fc.tuple(methods, params), ([method, extra]) => {
      const sent = Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== ''))
      return top(sandbox.url, method, sent)
    })
  })

  it('at JD and JD VOP over routerjson', () => {
    const body = fc.oneof(fc.jsonValue(), params)
    const methods = keys(wareReads, stockMethods, jdOrders, refundMethods)
    const both = fc.oneof(
      fc.tuple(methods, fc.constant('JD' as const)),
      fc.tuple(keys(vopRouterMethods), fc.constant('JD_VOP' as const)),
    )
    return never500(fc.tuple(both, body), ([[method, app], value]) => jd(sandbox.url, method, value, app))
  })

  it('at 1688', () => {
    const methods = keys(productMethods, aopOrdering, aopViews, aopLogistics, pushMethods)
    return never500(fc.tuple(methods, params), ([method, extra]) => {
      const [namespace = '', api = ''] = method.split(':')
      return aop(sandbox.url, namespace, api, extra)
    })
  })

  it('at Taobao Global', () => {
    const methods = keys(globalItems, globalOrdering, globalViews)
    return never500(fc.tuple(methods, params), ([path, extra]) => {
      const sent = Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== ''))
      return iop(sandbox.url, path, sent)
    })
  })

  it('at JD VOP', () => {
    const methods = keys(goodsMethods, areaMethods, vopOrders, messageMethods)
    return never500(fc.tuple(methods, params), ([path, extra]) =>
      post(`${sandbox.url}/api/${path}`, { token: 'sandbox-jd-vop-token', ...extra }),
    )
  })

  it('at the warehouse', () => {
    const methods = fc.constantFrom(
      'singleitem.synchronize',
      'inventory.query',
      'stock.query',
      'transferorder.create',
      'entryorder.create',
      'deliveryorder.create',
      'stockout.create',
      'order.cancel',
    )
    const node = fc.constantFrom(
      'entryOrder',
      'deliveryOrder',
      'orderLines',
      'orderLine',
      'item',
      'items',
      'warehouseCode',
      'itemCode',
      'planQty',
      'page',
      'pageSize',
      'criteriaList',
      'criteria',
      'transferItems',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('', '1', '-1', 'GZ-HUB', 'x'),
        fc.tuple(node, tie('tree')).map(([name, inner]) => `<${name}>${inner}</${name}>`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `${a}${b}`),
      ),
    }))
    return never500(fc.tuple(methods, tree), async ([method, inner]) => {
      const answer = await qimen(sandbox.url, method, `<request>${inner}</request>`)
      expect(answer).toContain('<flag>')
      return { status: 200 }
    })
  })
})
