import { z } from 'zod'
import { type Money, money } from '../../domain/money.ts'
import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonParams } from '../json-params.ts'
import type {
  Purchase,
  PurchaseAddress,
  PurchaseDraft,
  PurchaseLine,
  PurchasePreview,
  PurchaseRequest,
} from '../purchasing.ts'
import { bareList, fen, id, link, none, text } from '../wire.ts'
import { writeOnce } from '../write-once.ts'
import type { IopClient } from './client.ts'
import type { offerReads } from './offers.ts'

interface DistributionIds {
  readonly itemId: string
  readonly skuId: string | null
}

/** Some amounts come bare, some with their currency. */
const fenOrMoney = z.union([fen, z.object({ amount: fen }).transform(({ amount }) => amount)])
/** One entry per seller. */
const renderedSeller = z.object({
  mainland_shipping_fee: none(fenOrMoney).optional().catch(null),
  item_price_infos: bareList
    .pipe(
      z.array(
        z.object({
          item_id: none(id).optional(),
          sku_id: none(id).optional(),
          price: none(fenOrMoney).optional().catch(null),
        }),
      ),
    )
    .catch([]),
})
const renderAnswer = z.object({
  data: z.object({
    total_real_pay_price: z.object({ amount: fen, currency: z.string().catch('CNY') }),
    render_item_list: bareList.pipe(z.array(renderedSeller)),
    unavailable_sku_list: bareList.pipe(
      z.array(
        z.object({
          item_id: none(id).optional(),
          sku_id: none(id).optional(),
          reason: none(text).optional(),
          error_code: none(text).optional(),
        }),
      ),
    ),
  }),
})
const createAnswer = z.object({
  data: z.object({
    payment_url: link,
    order_list: bareList.pipe(
      z.array(
        z.object({
          purchase_id: id,
          supplier_nick: none(text).optional(),
          estimate_amount: none(fen).optional(),
          order_line_list: bareList.pipe(z.array(z.object({ order_line_no: none(text).optional() }))),
        }),
      ),
    ),
  }),
})

/** Quoting and placing on Taobao Global: one request becomes one order per seller (purchasing.md 1.4). */
export function placing(
  client: IopClient,
  { readDetailOf }: Pick<ReturnType<typeof offerReads>, 'readDetailOf'>,
  findByKey: (shop: ShopCredentials, key: string, signal?: AbortSignal) => Promise<Purchase | null>,
) {
  /** Orders name `mp_id` and `mp_skuId`; where the caller did not keep them, each item is read once. */
  async function distributionIds(
    shop: ShopCredentials,
    lines: readonly PurchaseLine[],
    signal?: AbortSignal,
  ): Promise<Map<PurchaseLine, DistributionIds>> {
    const details = new Map<string, ReturnType<typeof readDetailOf>>()
    const ids = new Map<PurchaseLine, DistributionIds>()
    for (const line of lines) {
      const [itemId, skuId] = line.purchaseRef?.split(':') ?? []
      if (itemId && skuId) {
        ids.set(line, { itemId, skuId })
        continue
      }
      const reading = details.get(line.offerId) ?? readDetailOf(shop, line.offerId, signal)
      details.set(line.offerId, reading)
      const detail = await reading
      const sku = detail?.offer.skus.find((one) => one.externalSkuId === line.skuId)
      if (!detail || (line.skuId !== null && !sku)) {
        throw new Rejected({
          upstream: 'TAOBAO',
          message: `line ${line.lineNo}: item ${line.offerId} has no SKU ${line.skuId}`,
          code: 'sku-not-found',
        })
      }
      // Items outside the distribution pool have no ids of their own there.
      ids.set(line, {
        itemId: detail.mpId ?? line.offerId,
        skuId: sku?.purchaseRef?.split(':')[1] ?? line.skuId,
      })
    }
    return ids
  }

  async function preview(
    shop: ShopCredentials,
    { lines, address }: PurchaseDraft,
    signal?: AbortSignal,
  ): Promise<PurchasePreview> {
    const ids = await distributionIds(shop, lines, signal)
    const items = lines.map((line) =>
      jsonParams({
        item_id: ids.get(line)?.itemId,
        sku_id: ids.get(line)?.skuId ?? undefined,
        quantity: line.quantity,
      }),
    )
    const { data } = await client.call({
      shop,
      method: '/purchase/order/render',
      params: {
        render_item_List: `[${items.join(',')}]`,
        receiver_address: receiver(address),
        warehouse_address: receiver(address),
      },
      answer: renderAnswer,
      items: lines.length,
      signal,
    })
    const { amount, currency } = data.total_real_pay_price
    // Answers name the marketplace's ids or the distribution ids; an item without SKUs is named by its own id.
    const isOf = (
      line: PurchaseLine,
      { item_id, sku_id }: { item_id?: string | null | undefined; sku_id?: string | null | undefined },
    ) =>
      sku_id
        ? [line.skuId, ids.get(line)?.skuId].includes(sku_id)
        : [line.offerId, ids.get(line)?.itemId].includes(item_id ?? '')
    return {
      total: money(amount.minor, currency),
      shippingFee: money(
        data.render_item_list.reduce((sum, one) => sum + (one.mainland_shipping_fee?.minor ?? 0n), 0n),
        currency,
      ),
      prices: lines.flatMap((line) => {
        const price = data.render_item_list
          .flatMap((seller) => seller.item_price_infos)
          .find((info) => isOf(line, info))?.price
        return price ? [{ lineNo: line.lineNo, unitPrice: price }] : []
      }),
      unavailable: data.unavailable_sku_list.flatMap((bad) =>
        lines
          .filter((line) => isOf(line, bad))
          .map(({ lineNo }) => ({ lineNo, reason: bad.reason ?? bad.error_code ?? 'unavailable' })),
      ),
    }
  }

  /**
   * `outer_purchase_id` is documented as idempotent but was seen not to be (purchasing.md 1.5), so a lost answer is only
   * looked up, never sent again from here.
   */
  async function place(
    shop: ShopCredentials,
    request: PurchaseRequest,
    signal?: AbortSignal,
  ): Promise<Purchase> {
    const { key, lines, address, message, total, resume = false } = request
    const standing = resume ? await findByKey(shop, key, signal) : null
    if (standing) return standing
    const ids = await distributionIds(shop, lines, signal)
    const send = async (): Promise<Purchase> => {
      const { data } = await client.call({
        shop,
        method: '/purchase/order/create',
        params: {
          outer_purchase_id: key,
          purchase_amount: String(total.minor),
          order_line_list: `[${lines.map((line) => orderLine(line, ids.get(line))).join(',')}]`,
          receiver: receiver(address),
          warehouse_address_info: receiver(address),
          channel_order_type: 'PANAMA',
          order_remark: message,
        },
        answer: createAnswer,
        repeatable: false,
        items: lines.length,
        signal,
      })
      return {
        key,
        paymentUrl: data.payment_url,
        orders: data.order_list.map((one) => ({
          externalId: one.purchase_id,
          // Accepted, and made in the background: payable a moment later.
          status: 'PLACING',
          rawStatus: 'BULIDING',
          total: one.estimate_amount ?? null,
          shippingFee: null,
          seller: one.supplier_nick ?? null,
          lineNos: one.order_line_list.flatMap((line) => line.order_line_no ?? []),
          closeReason: null,
        })),
      }
    }
    return writeOnce({ send, standing: () => findByKey(shop, key, signal), again: false })
  }

  return { preview, place }
}

/** Prices go as whole fen. */
function orderLine(line: PurchaseLine, ids: DistributionIds | undefined): string {
  return jsonParams({
    item_id: ids?.itemId ?? line.offerId,
    sku_id: ids?.skuId ?? undefined,
    quantity: line.quantity,
    currency: line.unitPrice.currency,
    price: wholeFen(line.unitPrice),
    order_line_no: line.lineNo,
  })
}

const wholeFen = ({ minor }: Money) => Number(minor)

function receiver({
  name,
  mobile,
  country,
  province,
  city,
  district,
  town,
  address,
  postCode,
}: PurchaseAddress): string {
  return jsonParams({
    name,
    mobile_phone: mobile,
    country,
    state: province,
    city,
    district,
    town,
    address,
    zip: postCode,
  })
}
