import { barcode } from './barcode.ts'
import { SUPPLIERS } from './parties.ts'
import { randomOf } from './random.ts'
import type { SeedProduct, SeedSku } from './types.ts'
import { CATEGORIES } from './vocabulary/index.ts'
import type { CategorySketch, OptionSketch, ProductSketch } from './vocabulary/sketch.ts'

/** A product before the shops list it. */
export type Merchandise = Omit<SeedProduct, 'listings'>

interface Choice {
  name: string
  nameZh: string
  option: OptionSketch
}

/** Storefront price over the shops' price: the buying service. */
const MARKUP = 1.12

/** Every combination of the options a product comes in, the first axis slowest. */
function combinations({ axes, prefix }: CategorySketch, { vary, en }: ProductSketch): Choice[][] {
  return Object.entries(vary).reduce<Choice[][]>(
    (sofar, [key, codes]) => {
      const axis = axes[key]
      const options = codes.map((code) => axis?.options.find((option) => option[0] === code))
      if (!axis || options.includes(undefined)) throw new RangeError(`${prefix}: unknown option of ${en}`)
      const { name, nameZh } = axis
      const choices = options.filter((option) => option !== undefined)
      return sofar.flatMap((row) => choices.map((option) => [...row, { name, nameZh, option }]))
    },
    [[]],
  )
}

function skuOf(base: string, sketch: ProductSketch, row: Choice[], ean: string): SeedSku {
  const factor = row.reduce((product, { option }) => product * (option[3] ?? 1), 1)
  return {
    code: [base, ...row.map(({ option }) => option[0])].join('-'),
    titleZh: `${sketch.zh} ${row.map(({ option }) => option[2]).join(' ')}`,
    titleEn: `${sketch.en}, ${row.map(({ option }) => option[1]).join(', ')}`,
    attributes: row.map(({ name, nameZh, option }) => ({
      name,
      nameZh,
      value: option[1],
      valueZh: option[2],
    })),
    priceFen: Math.round(sketch.yuan * factor * MARKUP * 10) * 10,
    barcode: ean,
  }
}

function productOf(category: CategorySketch, index: number, nextItem: () => number): Merchandise {
  const sketch = category.products[index]
  if (!sketch) throw new RangeError(`${category.prefix} has no product ${index}`)
  const base = `${category.prefix}-${String(index + 1).padStart(4, '0')}`
  const key = base.toLowerCase()
  const [closingZh, closingEn] = randomOf(`closing ${key}`).pick(category.closings)
  const company = SUPPLIERS.findIndex((supplier) => supplier.key === category.supplier) + 1
  return {
    key,
    titleZh: sketch.zh,
    titleEn: sketch.en,
    descriptionZh: sketch.noteZh + closingZh,
    descriptionEn: `${sketch.noteEn} ${closingEn}`,
    category: category.category,
    supplier: category.supplier,
    skus: combinations(category, sketch).map((row) => skuOf(base, sketch, row, barcode(company, nextItem()))),
  }
}

/** All products in catalogue order: the first of each category, then the second of each, and so on. */
export function merchandise(): Merchandise[] {
  let item = 0
  const nextItem = () => ++item
  const rounds = Math.max(...CATEGORIES.map(({ products }) => products.length))
  return Array.from({ length: rounds }, (_, index) =>
    CATEGORIES.filter(({ products }) => index < products.length).map((category) =>
      productOf(category, index, nextItem),
    ),
  ).flat()
}
