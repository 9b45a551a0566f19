export type SeedPlatform = 'TAOBAO' | 'JD' | 'ALIBABA_1688'

interface SeedAttribute {
  name: string
  nameZh: string
  value: string
  valueZh: string
}

export interface SeedSku {
  /** Our own code, for example `TEA-0007-100G-TIN`: category, product, options. */
  code: string
  titleZh: string
  titleEn: string
  attributes: SeedAttribute[]
  /** Price in the storefront, in fen. */
  priceFen: number
  /** EAN-13 of the range for internal use (prefix 2), so none belongs to a real product. */
  barcode: string
}

export interface SeedListing {
  platform: SeedPlatform
  /** Key of `SHOPS`. */
  shop: string
  /** num_iid of Taobao, wareId of JD, offerId of 1688. */
  externalId: string
  url: string
  /** `specId` on 1688 only: there it names the SKU in an order line. `priceFen` is the shop's price. */
  skus: { code: string; externalSkuId: string; specId?: string; priceFen: number; quantity: number }[]
}

export interface SeedProduct {
  key: string
  titleZh: string
  titleEn: string
  descriptionZh: string
  descriptionEn: string
  category: string
  /** Key of `SUPPLIERS`. */
  supplier: string
  skus: SeedSku[]
  listings: SeedListing[]
}
