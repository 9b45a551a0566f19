import type { Random } from './random.ts'
import type { SeedPlatform } from './types.ts'

/** Digits of an item id (num_iid, wareId, offerId) and of a SKU id, as the platforms hand them out today. */
const DIGITS: Readonly<Record<SeedPlatform, { item: number; sku: number }>> = {
  TAOBAO: { item: 12, sku: 13 },
  JD: { item: 14, sku: 14 },
  ALIBABA_1688: { item: 12, sku: 13 },
}

/**
 * An id of 17 to 19 digits: fits the platforms' signed 64 bits, and no double can hold it, so a reader
 * that lets JSON numbers pass through one is found out.
 */
export function longId(random: Random, digits = random.int(17, 19)): string {
  const id = `${random.int(1, 8)}${random.digits(digits - 2)}${random.pick(['1', '3', '7', '9'])}`
  return String(Number(id)) === id ? longId(random, digits) : id
}

/** An id of the platform's usual length, or a long one. */
export function externalId(random: Random, platform: SeedPlatform, kind: 'item' | 'sku', long: boolean) {
  return long ? longId(random) : random.digits(DIGITS[platform][kind])
}
