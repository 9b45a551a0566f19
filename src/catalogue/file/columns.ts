import type { z } from 'zod'
import { joinList, splitList } from '../../domain/csv/cells.ts'
import { BASE_CURRENCY } from '../../domain/exchange-rate.ts'
import { GOODS_RESTRICTIONS, type GoodsRestriction } from '../../domain/goods-restriction.ts'
import { countryCode, positiveQuantity, quantity } from '../../domain/input-schemas.ts'
import { formatAmount, parseAmount } from '../../domain/money.ts'
import { webAddress } from '../../domain/web-address.ts'
import { line, lines } from '../localized-input.ts'
import {
  BARCODE,
  Customs,
  code,
  LONGEST_DESCRIPTION,
  LONGEST_TITLE,
  pathName,
  requiredName,
  weightGrams,
} from '../product-input.ts'

/** Object of a cell: a line has cells of a category, or of a product and of one of its SKUs. */
export type About = 'category' | 'product' | 'sku'

export interface ColumnKind {
  readonly name: string
  readonly about: About
  /** There is one for each language or warehouse, `title:en`. */
  readonly per?: 'language' | 'warehouse'
  /** Accepted values in words; continues the sentence after "takes". */
  readonly takes: string
  readonly example: string
  /** The value as the file of an export has it. @throws BadCell */
  readonly read: (text: string) => string
}

/** The cell can't be read. The message continues after the value. */
export class BadCell extends Error {
  override readonly name = 'BadCell'
}

/** Parsed like the graph's inputs. */
const by =
  (schema: z.ZodType, given: (text: string) => unknown = (text) => text) =>
  (text: string): string => {
    const parsed = schema.safeParse(given(text))
    if (parsed.success) return String(parsed.data ?? '')
    throw new BadCell(parsed.error.issues[0]?.message ?? '')
  }

const wholeNumber = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new BadCell('has to be a whole number, such as 12')
  return Number(text)
}

/** Codes of digits that a spreadsheet took for a number and shortened. */
const unshortened =
  (read: (text: string) => string) =>
  (text: string): string => {
    if (/^\d([.,]\d+)?E\+\d+$/i.test(text))
      throw new BadCell('is a number that a spreadsheet shortened: make the column a text there')
    return read(text)
  }

const YES = new Set(['yes', 'true', '1', 'y', '是'])
const NO = new Set(['no', 'false', '0', 'n', '否'])
function yesOrNo(text: string): string {
  const word = text.toLowerCase()
  if (YES.has(word)) return 'yes'
  if (NO.has(word)) return 'no'
  throw new BadCell('has to be yes or no')
}

const oneOf =
  (...words: readonly string[]) =>
  (text: string): string => {
    const word = text.toUpperCase()
    if (!words.includes(word)) throw new BadCell(`has to be ${words.join(' or ')}`)
    return word
  }

/** Spreadsheets of many countries write the decimals after a comma. */
function price(text: string): string {
  try {
    const amount = parseAmount(/^\d+,\d{1,2}$/.test(text) ? text.replace(',', '.') : text, BASE_CURRENCY)
    if (amount.minor >= 0n) return formatAmount(amount)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new BadCell(`has to be a decimal of ${BASE_CURRENCY} that is 0 or more, such as 19.90`)
}

export function attributesOf(text: string): { name: string; value: string }[] {
  return splitList(text).map((item) => {
    const [, name = '', value = ''] = /^((?:\\[\s\S]|[^\\:：])*)[:：]([\s\S]*)$/.exec(item) ?? []
    const plain = (part: string) => part.replace(/\\([:：])/g, '$1')
    try {
      return { name: requiredName.parse(plain(name)), value: requiredName.parse(plain(value)) }
    } catch {
      throw new BadCell('has to be names and values, such as "Size: 50 g; Colour: red"')
    }
  })
}
export const attributesCell = (attributes: readonly { readonly name: string; readonly value: string }[]) =>
  joinList(attributes.map(({ name, value }) => `${name.replace(/[:：]/g, (sign) => `\\${sign}`)}: ${value}`))

export const picturesOf = (text: string): string[] => text.split(/[\s|]+/).filter((one) => one !== '')
function pictures(text: string): string {
  return picturesOf(text)
    .map((one) => {
      const address = webAddress(one)
      if (address === null)
        throw new BadCell(`has ${JSON.stringify(one.slice(0, 60))}, which is no https address`)
      return address
    })
    .join(' ')
}

export const restrictionsOf = (text: string) => splitList(text) as GoodsRestriction[]
const restriction = oneOf(...GOODS_RESTRICTIONS)
const restrictions = (text: string) =>
  joinList([...new Set(splitList(text.replaceAll(',', ';')).map(restriction))].sort())

function currency(text: string): string {
  if (text.toUpperCase() === BASE_CURRENCY) return BASE_CURRENCY
  throw new BadCell(`has to be ${BASE_CURRENCY}: prices are kept in it, and customers see them converted`)
}

const list = (text: string) => joinList(splitList(text))
const LIST = 'separated by ";"'

/** All columns of the file, in the order in which it is written. */
export const COLUMNS = [
  col('category', 'category', 'the slug of a category: a line of its own for each', 'tea', by(pathName)),
  col('category_name', 'category', 'its name', 'Tea', by(line(200)), 'language'),
  col('category_parent', 'category', 'the slug of the category that it lies in', 'drinks', by(pathName)),
  col('handle', 'product', "the product's name in addresses", 'longjing-tea', by(pathName)),
  col('title', 'product', 'its title', 'Longjing tea', by(line(LONGEST_TITLE)), 'language'),
  col(
    'description',
    'product',
    'text, of several lines too',
    'Hand fired.',
    by(lines(LONGEST_DESCRIPTION)),
    'language',
  ),
  col('brand', 'product', 'its brand', 'West Lake', by(line(100))),
  col('status', 'product', 'DRAFT, ACTIVE or ARCHIVED', 'ACTIVE', oneOf('DRAFT', 'ACTIVE', 'ARCHIVED')),
  col(
    'categories',
    'product',
    `slugs or names of categories, ${LIST}; "Drinks > Tea" names a place in the tree`,
    'tea; gifts',
    list,
  ),
  col('supplier', 'product', 'the key of a supplier', 'hangzhou', by(code)),
  col(
    'supplier_name',
    'product',
    'its name: a supplier that is not there yet is made with it; of one that is there it stays',
    'Hangzhou Tea',
    by(requiredName),
  ),
  col(
    'pictures',
    'product',
    'https addresses, separated by spaces, the main picture first',
    'https://img.example.com/1.jpg',
    pictures,
  ),
  col('sku', 'sku', 'the code of the SKU', 'LJ-50', unshortened(by(code))),
  col(
    'sku_title',
    'sku',
    "its title, where it is not made of the product's",
    'Longjing tea 50 g',
    by(line(LONGEST_TITLE)),
    'language',
  ),
  col('attributes', 'sku', `names and values, ${LIST}`, 'Size: 50 g', (text) =>
    attributesCell(attributesOf(text)),
  ),
  col('price', 'sku', 'a decimal', '19.90', price),
  col('currency', 'sku', BASE_CURRENCY, BASE_CURRENCY, currency),
  col('weight_grams', 'sku', 'a whole number', '80', by(weightGrams, wholeNumber)),
  col('barcode', 'sku', 'its barcode', '6901234567892', unshortened(by(BARCODE))),
  col('min_order_quantity', 'sku', 'a whole number, at least 1', '1', by(positiveQuantity, wholeNumber)),
  col('buy_to_order', 'sku', 'yes or no', 'no', yesOrNo),
  col('hs_code', 'sku', '6 to 12 digits', '0902.10', unshortened(by(Customs.shape.hsCode))),
  col('origin_country', 'sku', 'a country of ISO 3166', 'CN', by(countryCode)),
  col('customs_name_en', 'sku', 'what it is, for customs', 'Green tea', by(line(200))),
  col('customs_name_zh', 'sku', 'the same in Chinese', '绿茶', by(line(200))),
  col('restrictions', 'sku', `${GOODS_RESTRICTIONS.join(', ')}, ${LIST}`, 'FOOD', restrictions),
  col(
    'sku_pictures',
    'sku',
    'https addresses of its own pictures',
    'https://img.example.com/2.jpg',
    pictures,
  ),
  col('sku_status', 'sku', 'ACTIVE or ARCHIVED', 'ACTIVE', oneOf('ACTIVE', 'ARCHIVED')),
  col(
    'opening_stock',
    'sku',
    'pieces that are there when the SKU begins',
    '12',
    by(quantity, wholeNumber),
    'warehouse',
  ),
] as const satisfies readonly ColumnKind[]

function col<const Name extends string>(
  name: Name,
  about: About,
  takes: string,
  example: string,
  read: ColumnKind['read'],
  per?: ColumnKind['per'],
) {
  return { name, about, takes, example, read, ...(per && { per }) }
}
