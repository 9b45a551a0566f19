import { expect, it } from 'vitest'
import { turnstile } from './turnstile.ts'

/** Work that ends on command. */
function gate() {
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

it('lets so many through at once, and the others in the order they came', async () => {
  const pass = turnstile(2)
  const gates = Array.from({ length: 5 }, gate)
  const started: number[] = []
  const all = gates.map(({ opened }, index) =>
    pass(async () => {
      started.push(index)
      await opened
    }),
  )
  await Promise.resolve()
  expect(started).toEqual([0, 1])
  gates[1]?.open()
  await all[1]
  expect(started).toEqual([0, 1, 2])
  for (const { open } of gates) open()
  await Promise.all(all)
  expect(started).toEqual([0, 1, 2, 3, 4])
})

it('gives the place free when the work fails', async () => {
  const pass = turnstile(1)
  await expect(pass(() => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck')
  expect(await pass(async () => 7)).toBe(7)
})
