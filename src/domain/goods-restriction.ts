/** Restrictions of goods for carriers: each line says which it accepts. */
export const GOODS_RESTRICTIONS = [
  'BATTERY',
  'LIQUID',
  'POWDER',
  'MAGNET',
  'FOOD',
  'COSMETIC',
  'BRAND',
  'PROHIBITED',
] as const
export type GoodsRestriction = (typeof GOODS_RESTRICTIONS)[number]
