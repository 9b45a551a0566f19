import { CALLIGRAPHY } from './calligraphy.ts'
import { CERAMICS } from './ceramics.ts'
import { FIGURINES } from './figurines.ts'
import { HANFU } from './hanfu.ts'
import { KEYBOARDS } from './keyboards.ts'
import { KITCHENWARE } from './kitchenware.ts'
import { OUTDOOR } from './outdoor.ts'
import { PHONE_CASES } from './phone-cases.ts'
import type { CategorySketch } from './sketch.ts'
import { SKINCARE } from './skincare.ts'
import { SNACKS } from './snacks.ts'
import { STATIONERY } from './stationery.ts'
import { TEA } from './tea.ts'

/** Goods by category. The catalogue takes one product of each in turn. */
export const CATEGORIES: readonly CategorySketch[] = [
  TEA,
  CERAMICS,
  HANFU,
  PHONE_CASES,
  KEYBOARDS,
  STATIONERY,
  SKINCARE,
  SNACKS,
  FIGURINES,
  CALLIGRAPHY,
  KITCHENWARE,
  OUTDOOR,
]
