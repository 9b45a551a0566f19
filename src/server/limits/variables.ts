/** Single values in all variables together; stops counting above `limit`. Walks without recursion: depth is the client's choice. */
export function countValues(variables: unknown, limit: number): number {
  const waiting: unknown[] = [variables]
  let count = 0
  while (waiting.length > 0 && count <= limit) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) count++
    else for (const inside of Object.values(value)) waiting.push(inside)
  }
  return count
}
