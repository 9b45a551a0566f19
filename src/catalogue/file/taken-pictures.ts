import { picturesOf } from './columns.ts'
import { type FileRow, quoted } from './file-row.ts'
import type { Slice } from './slice.ts'

/**
 * A line without the pictures that this gateway can't take: a picture that is missing is a smaller loss than a product.
 * Pictures that the product has stay, wherever they came from.
 * @returns also a note that names those left out; null: none was
 */
export async function withTakenPictures(
  slice: Slice,
  row: FileRow,
): Promise<{ readonly row: FileRow; readonly note: string | null }> {
  const sku = slice.sku(row.sku)
  const product = slice.product(row.product) ?? (sku && slice.productOf(sku))
  const cells = { ...row.cells }
  const leftOut: string[] = []
  for (const [column, skuId] of [
    ['pictures', null],
    ['sku_pictures', sku?.id],
  ] as const) {
    const taken: string[] = []
    for (const url of picturesOf(cells[column] ?? '')) {
      const isOurs = product?.media.some((one) => one.skuId === skuId && slice.deps.shownAt(one) === url)
      const problem = isOurs ? null : await slice.deps.pictureProblem(slice.tx, url)
      if (problem === null) taken.push(url)
      else leftOut.push(`${column} ${quoted(url)} was left out: ${problem}`)
    }
    if (taken.length > 0) cells[column] = taken.join(' ')
    else delete cells[column]
  }
  if (leftOut.length === 0) return { row, note: null }
  return { row: { ...row, cells }, note: `Line ${row.line}: ${leftOut.join('; ')}.` }
}
