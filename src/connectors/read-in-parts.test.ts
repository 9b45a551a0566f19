import { expect, it } from 'vitest'
import { readInParts } from './read-in-parts.ts'

it('reads all ids in parts of the size, never more at a time than allowed', async () => {
  const ids = Array.from({ length: 23 }, (_, index) => `id-${index}`)
  const sizes: number[] = []
  let running = 0
  let most = 0
  const found = await readInParts(ids, 5, 2, async (some) => {
    running += 1
    most = Math.max(most, running)
    sizes.push(some.length)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return new Map(some.filter((id) => id !== 'id-7').map((id) => [id, id.toUpperCase()]))
  })
  expect(sizes).toEqual([5, 5, 5, 5, 3])
  expect(most).toBe(2)
  expect([...found.keys()]).toEqual(ids.filter((id) => id !== 'id-7'))
  expect(found.get('id-22')).toBe('ID-22')
})

it('fails with the part that fails', async () => {
  const failing = readInParts(['a', 'b'], 1, 1, async () => Promise.reject(new Error('away')))
  await expect(failing).rejects.toThrow('away')
})
