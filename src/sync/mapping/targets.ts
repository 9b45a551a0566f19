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
  /** What an order is, its platform says; besides, it can be given fields of one's own. */
  order: {},
}
export const ENTITIES = Object.keys(TARGETS)
export type Entity = 'product' | 'order'

const EXTRA = /^extra\.([A-Za-z][A-Za-z0-9_]{0,39})$/

/** What the field takes: a type, `any` for a field of one's own (`extra.season`), null when there is no such field. */
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
