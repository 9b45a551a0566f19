/** The address, if it may be a link: http(s) only. Text from others may be a `javascript:` address. */
export function webLink(address: string | null | undefined): string | null {
  return address && /^https?:$/.test(URL.parse(address)?.protocol ?? '') ? address : null
}
