/** An http or https address of somebody else's page or picture: safe to be a link. Made by `webAddress` alone. */
export type WebAddress = string & { readonly safeLink: true }

const LONGEST = 2_000

/**
 * A platform's address of a page or picture; null for anything but an http(s), such as `javascript:`
 * and `data:`. `//img.example/1.jpg`, as platforms write it, becomes https.
 */
export function webAddress(value: unknown): WebAddress | null {
  if (typeof value !== 'string') return null
  const text = value.trim()
  const address = URL.parse(text.startsWith('//') ? `https:${text}` : text)
  if (!address || !/^https?:$/.test(address.protocol) || address.username || address.password) return null
  return address.href.length <= LONGEST ? (address.href as WebAddress) : null
}

/** Whether a text is an http or https address as it is: a cheap look at what was stored, before it is shown. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)
}

/** A stored address; null for an invalid one, such as `javascript:`. */
export function shownAddress(text: string | null): string | null {
  return text !== null && isWebAddress(text) ? text : null
}
