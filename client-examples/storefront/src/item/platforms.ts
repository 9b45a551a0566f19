import type { Platform } from '../../../generated/storefront/graphql.ts'

/** Platforms in addresses of pages. */
const SLUGS = {
  TAOBAO: 'taobao',
  JD: 'jd',
  ALIBABA_1688: '1688',
  WEIDIAN: 'weidian',
  PINDUODUO: 'pinduoduo',
} as const satisfies Readonly<Record<Platform, string>>

export const ITEM_PLATFORMS = Object.keys(SLUGS) as readonly Platform[]

/** Null: no platform that we know. */
export function platformOfSlug(slug: string | undefined): Platform | null {
  return ITEM_PLATFORMS.find((platform) => SLUGS[platform] === slug) ?? null
}

export interface ItemRef {
  readonly platform: Platform
  readonly externalId: string
}

/** The page of an item, with one of its choices chosen where one is meant. */
export function itemAddress({ platform, externalId }: ItemRef, externalSkuId?: string | null): string {
  const query = externalSkuId ? `?${new URLSearchParams({ sku: externalSkuId })}` : ''
  return `/item/${SLUGS[platform]}/${encodeURIComponent(externalId)}${query}`
}

/** Where a pasted text is looked up. @param platform where a bare id is from */
export function findAddress(text: string, platform?: Platform): string {
  return `/find?${new URLSearchParams({ text, ...(platform && { on: SLUGS[platform] }) })}`
}
