/** Code in the SKU code, English, Chinese, and how much dearer than the first one (1 when left out). */
export type OptionSketch = readonly [code: string, en: string, zh: string, factor?: number]

interface AxisSketch {
  readonly name: string
  readonly nameZh: string
  readonly options: readonly OptionSketch[]
}

/** One product as a person writes it down; prices and SKUs are worked out by products.ts. */
export interface ProductSketch {
  readonly zh: string
  readonly en: string
  /** First sentence of the description, in both languages. */
  readonly noteZh: string
  readonly noteEn: string
  /** Price of the plainest SKU in a Chinese shop, in yuan. */
  readonly yuan: number
  /** Axis key to the option codes this product comes in: one SKU for every combination. */
  readonly vary: Readonly<Record<string, readonly string[]>>
}

export interface CategorySketch {
  /** Three letters that open the SKU code. */
  readonly prefix: string
  readonly category: string
  /** The same in Chinese. */
  readonly categoryZh: string
  /** Key of SUPPLIERS. */
  readonly supplier: string
  readonly axes: Readonly<Record<string, AxisSketch>>
  /** Last sentence of a description, true of everything in the category: Chinese, English. */
  readonly closings: readonly (readonly [zh: string, en: string])[]
  readonly products: readonly ProductSketch[]
}
