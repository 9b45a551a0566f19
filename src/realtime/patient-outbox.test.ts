import { expect, it } from 'vitest'
import { stockPayload } from '../../test/support/events.ts'
import { memoryOutbox } from '../../test/support/memory-outbox.ts'
import { patientOutbox } from './patient-outbox.ts'

it('answers as the outbox does', async () => {
  const table = memoryOutbox()
  const outbox = patientOutbox(table.outbox)
  table.append(stockPayload(), stockPayload())
  const numbered = await outbox.number(await outbox.head(), 10)
  expect(numbered.map(({ seq }) => seq)).toEqual([1, 2])
  expect(await outbox.read(1, 10)).toEqual(numbered.slice(1))
  expect((await outbox.head()).lastSeq).toBe(2)
})

it('gives up what is not answered', async () => {
  const never = () => new Promise<never>(() => {})
  const outbox = patientOutbox({ ...memoryOutbox().outbox, head: never, read: never, number: never }, 20)
  for (const asked of [outbox.head(), outbox.read(0, 1), outbox.number({ epoch: 'a', lastSeq: 0 }, 1)])
    await expect(asked).rejects.toThrow('the database did not answer within 20 ms')
})
