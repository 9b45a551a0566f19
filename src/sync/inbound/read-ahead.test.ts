import { expect, it } from 'vitest'
import { readAhead } from './read-ahead.ts'

const steps: string[] = []
async function* numbers(upTo: number, failsAt = Number.POSITIVE_INFINITY) {
  try {
    for (let n = 1; n <= upTo; n++) {
      if (n === failsAt) throw new Error(`no ${n}`)
      steps.push(`read ${n}`)
      yield n
    }
  } finally {
    steps.push('closed')
  }
}

it('gives every value, and reads the next while one is worked on', async () => {
  steps.length = 0
  for await (const n of readAhead(numbers(3))) {
    await new Promise((resolve) => setImmediate(resolve))
    steps.push(`work ${n}`)
  }
  expect(steps).toEqual(['read 1', 'read 2', 'work 1', 'read 3', 'work 2', 'closed', 'work 3'])
})

it('works on what came before a failure, and then fails', async () => {
  const seen: number[] = []
  const all = async () => {
    for await (const n of readAhead(numbers(3, 3))) seen.push(n)
  }
  await expect(all()).rejects.toThrow('no 3')
  expect(seen).toEqual([1, 2])
})

it('closes the source when the reader stops', async () => {
  steps.length = 0
  for await (const _ of readAhead(numbers(9))) break
  expect(steps).toEqual(['read 1', 'read 2', 'closed'])
})
