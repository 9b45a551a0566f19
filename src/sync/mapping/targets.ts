import type { ValueType } from './converters.ts'

/** Our fields that a record can be mapped to, and what they take. */
const TARGETS: Readonly<Record<string, Readonly<Record<string, ValueType>>>> = {
  product: {
    title: 'text',
    url: 'text',
    outerId: 'text',
    barcode: 'text',
    specId: 'text',
    price: 'minor',
    quantity: 'integer',
    onSale: 'boolean',
  },
  /** The platform defines an order; mappings can only add custom fields. */
  order: {},
}
export const ENTITIES = Object.keys(TARGETS)

const EXTRA = /^extra\.([A-Za-z][A-Za-z0-9_]{0,39})$/

/** Type of the field: `any` for a custom one (`extra.season`), null when there is no such field. */
export function typeOfTarget(entity: string, field: string): ValueType | 'any' | null {
  if (!Object.hasOwn(TARGETS, entity)) return null
  if (EXTRA.test(field)) return 'any'
  const fields = TARGETS[entity] ?? {}
  return Object.hasOwn(fields, field) ? (fields[field] ?? null) : null
}

/** `season` of `extra.season`; null for a field that every record has. */
export function extraName(field: string): string | null {
  return EXTRA.exec(field)?.[1] ?? null
}

export function targetNames(entity: string): string {
  return [...Object.keys(TARGETS[entity] ?? {}), 'extra.<name>'].join(', ')
}
