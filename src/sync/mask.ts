/** Fields that hold a person's name, number, address or words, over all platforms; matched by their names. */
const PERSONAL =
  /receiver|buyer|consignee|fullname|full_name|contact|mobile|phone|tele?$|telephone|address|zip|post_?code|oaid|open_?id|^pin$|nick|email|alipay|id_?card|memo|message|remark|invoice|province|city|county|district|town|street/i
/** Of those, what names no person. */
const HARMLESS = /^(seller_nick|shop_?nick|buyer_rate|.*_status|status|receiverCount)$/i
/** Telephone numbers of China in a text that was not expected to hold any. */
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const LONGEST = 16_000
const DEEPEST = 12

/**
 * A record as an operator may see it: its structure stays, personal values become `***`. Doubtful values are
 * masked too. A record that is too large is cut to a note.
 */
export function maskPersonal(record: unknown): unknown {
  const masked = maskValue(record, false, 0)
  const text = JSON.stringify(masked)
  return text !== undefined && text.length > LONGEST
    ? { cut: `the record has ${text.length} characters`, begins: text.slice(0, 1_000) }
    : masked
}

function maskValue(value: unknown, personal: boolean, depth: number): unknown {
  if (value === null || value === undefined) return null
  if (depth > DEEPEST) return '…'
  if (Array.isArray(value)) return value.map((item) => maskValue(item, personal, depth + 1))
  if (typeof value === 'object') {
    // Numbers kept exact come as objects with a text of their own.
    if ('isLosslessNumber' in value) return personal ? '***' : String(value)
    if (value instanceof Date) return personal ? '***' : value.toISOString()
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        maskValue(inner, personal || (PERSONAL.test(name) && !HARMLESS.test(name)), depth + 1),
      ]),
    )
  }
  if (personal) return value === '' ? '' : '***'
  if (typeof value === 'string') return value.replace(MOBILE, '***')
  return typeof value === 'bigint' ? value.toString() : value
}
