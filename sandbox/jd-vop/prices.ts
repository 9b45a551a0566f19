import type { ShelfSku } from '../state/shelf.ts'

/** The contract price: five per cent under JD's own, in fen. */
export const contractFen = (sku: ShelfSku): number => Math.floor(sku.priceFen * 0.95)

/** Yuan as a number with two decimals: VOP sends money as JSON numbers (purchasing.md 2.3). */
export const yuanNumber = (fen: number): number => fen / 100

/** The part of a price that is tax, at thirteen per cent, in fen. */
export const taxFen = (fen: number): number => fen - Math.round(fen / 1.13)
