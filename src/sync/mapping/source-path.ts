/** One step into a record: a name, a place in a list, or the row of the SKU that is mapped. */
export type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'sku' }

const MOST_STEPS = 12
const TOKEN = /^(?:\.?([A-Za-z_][\w-]*)|\[(\d{1,4})\]|\[(\$sku)\])/
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * `skus.sku[$sku].barcode` as steps; an empty path is the record itself. A text says what is wrong.
 * Only names and places: nothing of a path is ever run.
 */
export function parsePath(text: string): Step[] | string {
  const steps: Step[] = []
  let rest = text.trim()
  while (rest !== '') {
    const match = TOKEN.exec(rest)
    if (
      !match ||
      (steps.length === 0 && rest.startsWith('.')) ||
      (steps.length > 0 && /^[A-Za-z_]/.test(rest))
    )
      return `is not a path such as a.b[0].c: it goes wrong at ${JSON.stringify(rest.slice(0, 20))}`
    const [token, name, index] = match
    if (name !== undefined && FORBIDDEN.has(name)) return `must not name ${name}`
    if (name !== undefined) steps.push({ kind: 'name', name })
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) })
    else steps.push({ kind: 'sku' })
    if (steps.length > MOST_STEPS) return `has at most ${MOST_STEPS} steps`
    rest = rest.slice(token.length)
  }
  return steps
}

/** The value at the path; undefined when there is none. Reads own properties only, for any names. */
export function readPath(record: unknown, steps: readonly Step[], externalSkuId: string): unknown {
  let here = record
  for (const step of steps) {
    if (here === null || typeof here !== 'object') return undefined
    if (step.kind === 'sku') here = rowOfSku(here, externalSkuId)
    else if (step.kind === 'index') here = Array.isArray(here) ? here[step.index] : undefined
    else if (Object.prototype.propertyIsEnumerable.call(here, step.name))
      here = (here as Record<string, unknown>)[step.name]
    else return undefined
  }
  return plain(here)
}

/** The row of a list that names the SKU under any of the platforms' names. */
function rowOfSku(list: unknown, externalSkuId: string): unknown {
  if (!Array.isArray(list)) return undefined
  return list.find(
    (row) =>
      row !== null &&
      typeof row === 'object' &&
      ['sku_id', 'skuId', 'skuID'].some(
        (name) => Object.hasOwn(row, name) && String(plain(row[name])) === externalSkuId,
      ),
  )
}

/** Numbers kept exact come as objects; a mapping sees their text. */
function plain(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'isLosslessNumber' in value ? String(value) : value
}
