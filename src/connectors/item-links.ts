import type { Platform } from '../domain/platform.ts'

/** Content of an item page's address. */
export interface ItemOfLink {
  /** As the platform writes it. Null: the page names its item by a code that only the platform can read. */
  readonly externalId: string | null
  readonly externalSkuId: string | null
}

/** Address rules for items of one marketplace. Pure: fetches nothing. Source: docs/protocols/items.md. */
export interface ItemLinks {
  /** Null for a marketplace whose items we recognise and can't read. */
  readonly platform: Platform | null
  /** What people call it, in English and in Chinese. */
  readonly label: string
  readonly labelZh: string
  /** Prefix for codes of SKUs that are imported from it. */
  readonly codePrefix: string
  /** Hosts of item pages: each includes its subdomains. */
  readonly hosts: readonly string[]
  /** Hosts of short links, which lead to a page by a redirect. */
  readonly shortHosts: readonly string[]
  /** The whole of an id that people type. */
  readonly id: RegExp
  /** True where people share items by a code between signs, which only the platform can decode. */
  readonly shareCodes?: boolean
  /** Null for a page of the marketplace that shows no item. */
  read(url: URL): ItemOfLink | null
  /** The page of an item. */
  urlOf(externalId: string): string
}

/** Another agent's page about an item: it leads to a link of a marketplace, or names the item. */
export type AgentTarget =
  | { readonly link: string }
  | { readonly platform: Platform; readonly externalId: string }

export interface AgentLinks {
  readonly label: string
  readonly hosts: readonly string[]
  /** Null for a page without an item. */
  read(url: URL): AgentTarget | null
}

/** True for a host itself and for every name below it: `h5.m.taobao.com` below `taobao.com`, never `taobao.com.example`. */
export function isHostOf(hosts: readonly string[], hostname: string): boolean {
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
}

/** The first of these parameters that has a value. */
export function parameterOf(url: URL, names: readonly string[]): string | null {
  for (const name of names) {
    const value = url.searchParams.get(name)?.trim()
    if (value) return value
  }
  return null
}

/** Digits, as every marketplace has them. */
export const ITEM_ID = /^[1-9]\d{5,19}$/
/** Encrypted id of newer pages. */
const ENCRYPTED_ID = /^[\w+/=-]{8,200}$/

/** The item that an address names by `id`: null when that is neither an id nor an encrypted one. */
export function itemOfLink(id: string, skuId: string | null = null): ItemOfLink | null {
  const isEncrypted = /\D/.test(id) && ENCRYPTED_ID.test(id)
  if (!ITEM_ID.test(id) && !isEncrypted) return null
  return {
    externalId: isEncrypted ? null : id,
    externalSkuId: skuId !== null && ITEM_ID.test(skuId) ? skuId : null,
  }
}
