import type { Item } from '../connectors/item-source.ts'

/** An item as a JSON column keeps it: amounts as text, without the source's own record. */
export function jsonOfItem({ raw: _raw, ...item }: Item): object {
  const text = JSON.stringify(item, (_key, value) =>
    typeof value === 'bigint' ? { bigint: `${value}` } : value,
  )
  return JSON.parse(text) as object
}

/** Output of `jsonOfItem`. */
export function itemOfJson(json: unknown): Item {
  const { modifiedAt, ...item } = revived(json) as Omit<Item, 'modifiedAt'> & { modifiedAt: string | null }
  return { ...item, modifiedAt: modifiedAt === null ? null : new Date(modifiedAt) }
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived)
  if (typeof value !== 'object' || value === null) return value
  if ('bigint' in value) return BigInt(value.bigint as string)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]))
}
