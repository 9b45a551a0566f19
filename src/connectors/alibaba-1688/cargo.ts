import { Rejected } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonId, jsonParams } from '../json-params.ts'
import type { Offer } from '../marketplace.ts'
import type { PurchaseAddress, PurchaseLine } from '../purchasing.ts'

/** The address as JSON text. 1688 takes at most 200 characters of street. */
export function addressParam({
  name,
  mobile,
  province,
  city,
  district,
  town,
  address,
  postCode,
}: PurchaseAddress): string {
  return jsonParams({
    fullName: name,
    mobile,
    provinceText: province,
    cityText: city,
    areaText: district,
    townText: town,
    address,
    postCode,
  })
}

/**
 * The lines as JSON text. An order line names `specId`, not `skuId` (protocols.md 3.4); where the caller did not keep
 * it, the offer is read once for all its lines.
 */
export async function cargoParamList(
  shop: ShopCredentials,
  lines: readonly PurchaseLine[],
  readOffer: (shop: ShopCredentials, offerId: string, signal?: AbortSignal) => Promise<Offer | null>,
  signal?: AbortSignal,
): Promise<{ json: string; specIds: ReadonlyMap<PurchaseLine, string | null> }> {
  const offers = new Map<string, Promise<Offer | null>>()
  const specIds = new Map<PurchaseLine, string | null>()
  for (const line of lines) {
    if (line.skuId === null || line.purchaseRef) {
      specIds.set(line, line.purchaseRef ?? null)
      continue
    }
    const reading = offers.get(line.offerId) ?? readOffer(shop, line.offerId, signal)
    offers.set(line.offerId, reading)
    const sku = (await reading)?.skus.find((one) => one.externalSkuId === line.skuId)
    if (!sku?.purchaseRef) {
      throw new Rejected({
        upstream: 'ALIBABA_1688',
        message: `line ${line.lineNo}: offer ${line.offerId} has no SKU ${line.skuId}`,
        code: 'sku-not-found',
      })
    }
    specIds.set(line, sku.purchaseRef)
  }
  const cargo = lines.map((line) => {
    const specId = specIds.get(line)
    return jsonParams({ offerId: jsonId(line.offerId), specId: specId ?? undefined, quantity: line.quantity })
  })
  return { json: `[${cargo.join(',')}]`, specIds }
}
