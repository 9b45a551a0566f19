import { expect, it } from 'vitest'
import { createLogger } from './logger.ts'

function logged(fields: object): string {
  let text = ''
  createLogger('info', {
    write: (line) => {
      text += line
    },
  }).warn(fields, 'hindered')
  return text
}

const carrying = (message: string, fields: object) => Object.assign(new Error(message), fields)
const refusedByRedis = () =>
  carrying('WRONGPASS invalid username-password pair', {
    command: { name: 'auth', args: ['hunter2'] },
    previousErrors: [{ command: { name: 'xadd', args: ['{"customerId":"hunter2"}'] } }],
  })

it('what an error of a driver carries is not told; its message, stack and code are', () => {
  const row = carrying('violates check', { code: '23514', detail: 'Failing row contains (hunter2)' })
  const lines = [
    logged({ err: refusedByRedis() }),
    logged({ err: row }),
    logged({ err: new Error('feed', { cause: refusedByRedis() }) }),
    logged({ err: new AggregateError([refusedByRedis(), row], 'both') }),
  ]
  for (const line of lines) expect(line).not.toContain('hunter2')
  expect(lines[0]).toMatch(/WRONGPASS.*logger\.test\.ts/)
  expect(JSON.parse(lines[1] ?? '').err).toMatchObject({ message: 'violates check', code: '23514' })
  expect(lines[3]).toContain('violates check')
})

it('a token is not told, wherever it is', () => {
  for (const fields of [
    { authorization: 'Bearer hunter2' },
    { headers: { authorization: 'Bearer hunter2' } },
    { request: { headers: { authorization: 'Bearer hunter2' } } },
    { shop: { accessToken: 'hunter2', name: 'a' } },
  ])
    expect(logged(fields)).not.toContain('hunter2')
})
