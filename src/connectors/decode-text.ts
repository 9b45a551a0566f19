/** Labels that a sender may choose; anything else is read as UTF-8. */
const KNOWN = /^(utf-?8|gbk|gb2312|gb18030|big5|utf-?16(le|be)?)$/i
/** `charset=` of a Content-Type, and `encoding=` of an XML declaration. */
const CHARSET = /charset\s*=\s*["']?([\w-]+)/i
const DECLARED = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]+)["']/i

/**
 * The text of an answer or a callback, in the encoding that its mark, its Content-Type or its XML declaration names:
 * older warehouse systems speak GBK. Bytes that the encoding does not know become U+FFFD, never an error.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null = null): string {
  return new TextDecoder(labelOf(bytes, contentType)).decode(bytes)
}

function labelOf(bytes: Uint8Array, contentType: string | null): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  // The declaration is ASCII in every encoding that may come without a mark.
  const head = String.fromCharCode(...bytes.subarray(0, 256))
  const label = CHARSET.exec(contentType ?? '')?.[1] ?? DECLARED.exec(head)?.[1] ?? 'utf-8'
  return KNOWN.test(label) ? label : 'utf-8'
}
