import { type ExecutionResult, GraphQLError } from 'graphql'
import { expect, it } from 'vitest'
import { showEvent } from './show-event.ts'

const SHOWN = { data: { stockChanges: { cursor: 'x' } } }
const TIMES = { attemptMs: 50, giveUpMs: 2_000 }
class Away extends Error {}
const ERRORS = {
  mask: (error: unknown) => new GraphQLError(`masked: ${(error as Error).message}`),
  passes: (error: unknown) => error instanceof Away,
}
const failed = (originalError: Error): ExecutionResult => ({
  data: null,
  errors: [new GraphQLError(originalError.message, { originalError })],
})

/** Gives the results in turn, the last one again and again. */
function resolvers(...results: (ExecutionResult | Promise<ExecutionResult>)[]) {
  const calls = { count: 0 }
  const run = () => results[Math.min(calls.count++, results.length - 1)] as ExecutionResult
  return { calls, run }
}

it('an event that needs no look-up is shown at once, without a promise', () => {
  expect(showEvent(() => SHOWN, ERRORS)).toEqual(SHOWN)
})

it('an event whose look-ups fail for a while is shown when they succeed', async () => {
  const away = failed(new Away('the database is away'))
  const { calls, run } = resolvers(Promise.resolve(away), away, Promise.resolve(SHOWN))
  expect(await showEvent(run, ERRORS, TIMES)).toEqual(SHOWN)
  expect(calls.count).toBe(3)
})

it('an event whose look-ups hang is shown by the next attempt', async () => {
  const { calls, run } = resolvers(new Promise(() => {}), Promise.resolve(SHOWN))
  expect(await showEvent(run, ERRORS, TIMES)).toEqual(SHOWN)
  expect(calls.count).toBe(2)
})

it('an event that can not be shown is given up with an error for clients', async () => {
  const { calls, run } = resolvers(failed(new Away('broken')))
  await expect(showEvent(run, ERRORS, { attemptMs: 50, giveUpMs: 300 })).rejects.toThrow('masked: broken')
  expect(calls.count).toBeGreaterThan(1)
})

it('what fails for a reason that does not pass is shown as an error, at once', async () => {
  const { calls, run } = resolvers(failed(new TypeError('a mistake of ours')))
  const result = await showEvent(run, ERRORS, TIMES)
  expect(result.errors?.map(({ message }) => message)).toEqual(['masked: a mistake of ours'])
  expect(calls.count).toBe(1)
})

it('what was refused is not tried again, and shown as an error', async () => {
  const refused = {
    data: null,
    errors: [new GraphQLError('not yours', { extensions: { code: 'FORBIDDEN' } })],
  }
  const { calls, run } = resolvers(Promise.resolve(refused))
  const result = await showEvent(run, ERRORS, TIMES)
  expect(result.errors?.map(({ message }) => message)).toEqual(['masked: not yours'])
  expect(calls.count).toBe(1)
})

it('a part that failed does not hold up the rest', async () => {
  const part = { data: { stockChanges: { sku: null } }, errors: failed(new Error('one field')).errors }
  const { calls, run } = resolvers(Promise.resolve(part as ExecutionResult))
  expect((await showEvent(run, ERRORS, TIMES)).data).toEqual(part.data)
  expect(calls.count).toBe(1)
})
