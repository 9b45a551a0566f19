import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { presentScope, presentSignal, runInScope } from '../../domain/scope.ts'
import { NO_TRACE, type SpanOptions, type Trace } from '../../domain/trace.ts'
import { boundedBy } from './bounded.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Work that ends only when it is stopped, with the reason. */
const endless = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)))

it('an operation is stopped at its time limit, and its client told how long it ran', async () => {
  const running = boundedBy(1_500, NO_TRACE)(undefined, endless)
  vi.advanceTimersByTime(1_499)
  expect(presentSignal()).toBeNull()
  vi.advanceTimersByTime(1)
  expect(await running).toMatchObject({
    message: 'The operation took longer than 1.5 s and was stopped.',
    extensions: { code: 'TIMEOUT' },
  })
})

it('an operation is stopped when its client is gone', async () => {
  const client = new AbortController()
  const running = boundedBy(1_500, NO_TRACE)(client.signal, endless)
  client.abort()
  expect(await running).toMatchObject({ name: 'AbortError', message: 'The client is gone' })
})

it('what ends in time is not stopped later, and leaves no timer', async () => {
  const client = new AbortController()
  let signal: AbortSignal | undefined
  const run = (given: AbortSignal) => {
    signal = given
    return 7
  }
  expect(await boundedBy(1_500, NO_TRACE)(client.signal, run)).toBe(7)
  expect(vi.getTimerCount()).toBe(0)
  client.abort()
  expect(signal?.aborted).toBe(false)
})

it('what fails leaves no timer either', async () => {
  const failing = boundedBy(1_500, NO_TRACE)(undefined, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(vi.getTimerCount()).toBe(0)
})

it('statements below it see its signal and the request it belongs to', async () => {
  const scope = { requestId: 'r1', signal: null, note: { role: 'customer' } }
  const seen = await runInScope(scope, () =>
    boundedBy(1_500, NO_TRACE)(undefined, (signal) => ({ scope: presentScope(), signal })),
  )
  expect(seen.scope).toEqual({ ...scope, signal: seen.signal })
  const alone = await boundedBy(1_500, NO_TRACE)(undefined, () => presentScope())
  expect(alone).toMatchObject({ requestId: '', note: {} })
})

it('a trace has its name and size, and nothing of its values', async () => {
  const spans: [string, SpanOptions][] = []
  const trace: Trace = {
    ...NO_TRACE,
    on: true,
    span(name, options, work) {
      spans.push([name, options])
      return NO_TRACE.span(name, options, work)
    },
  }
  const run = (note: object) =>
    runInScope({ requestId: '', signal: null, note }, () => boundedBy(1_500, trace)(undefined, () => 7))
  expect(await run({ type: 'mutation', operation: 'Buy', cost: 12, role: 'customer' })).toBe(7)
  await run({})
  const attributes = (type: string, name: string, cost: number, role: string) => ({
    attributes: {
      'graphql.operation.type': type,
      'graphql.operation.name': name,
      'haitao.cost': cost,
      'haitao.role': role,
    },
  })
  expect(spans).toEqual([
    ['mutation Buy', attributes('mutation', 'Buy', 12, 'customer')],
    ['query', attributes('query', '', 0, '')],
  ])
})
