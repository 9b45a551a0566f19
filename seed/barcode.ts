/** The check digit of EAN-13: weights 1 and 3 in turn from the left, completed to a multiple of ten. */
export function checkDigit(twelve: string): string {
  let sum = 0
  for (let at = 0; at < 12; at++) sum += Number(twelve[at]) * (at % 2 === 0 ? 1 : 3)
  return String((10 - (sum % 10)) % 10)
}

/** Number `item` of company `company` (1 to 9999) as EAN-13 in the range for internal use. */
export function barcode(company: number, item: number): string {
  const twelve = `22${String(company).padStart(4, '0')}${String(item).padStart(6, '0')}`
  return twelve + checkDigit(twelve)
}
