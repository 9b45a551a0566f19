import { KEYBOARDS } from './keyboards.ts'
import type { CategorySketch } from './sketch.ts'
import { TEA } from './tea.ts'

/** What is for sale, by category. The catalogue takes one product of each in turn. */
export const CATEGORIES: readonly CategorySketch[] = [TEA, KEYBOARDS]
