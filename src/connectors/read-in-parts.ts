import { mapLimited } from './map-limited.ts'

/** Reads records by id in batches of the platform's size, with bounded concurrency. @returns the records found, by id */
export async function readInParts<T>(
  ids: readonly string[],
  size: number,
  atOnce: number,
  read: (some: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<ReadonlyMap<string, T>> {
  const parts: string[][] = []
  for (let start = 0; start < ids.length; start += size) parts.push(ids.slice(start, start + size))
  const found = await mapLimited(parts, atOnce, read)
  return new Map(found.flatMap((part) => [...part]))
}
