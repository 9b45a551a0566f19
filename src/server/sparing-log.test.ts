import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createLogger } from './logger.ts'
import { sparing } from './sparing-log.ts'

function recorded() {
  const lines: Record<string, unknown>[] = []
  let time = 0
  const wait = (ms: number) => {
    time += ms
  }
  const log = sparing(
    createLogger('debug', { write: (line) => void lines.push(JSON.parse(line)) }),
    1_000,
    () => time,
  )
  return { lines, log, wait }
}
const away = () => new Error('connect ECONNREFUSED')

it('the same trouble is told at once, then seldom, with how often it was left out', () => {
  const { lines, log, wait } = recorded()
  for (let n = 0; n < 100; n++) {
    log.warn({ err: away() }, 'hindered')
    wait(25)
  }
  expect(lines.map(({ omitted }) => omitted)).toEqual([undefined, 39, 39])
  expect(lines[2]).toMatchObject({ msg: 'hindered', err: { message: 'connect ECONNREFUSED' } })
})

it('other troubles are not held back by it: of another job, level, message or error', () => {
  const { lines, log } = recorded()
  for (let n = 0; n < 3; n++) {
    // The same for any worker.
    log.error({ err: { message: `away (Queue: sync, Worker: ${randomUUID()})` } }, 'job failed')
    log.error({ err: away(), job: 'pushes' }, 'job failed')
    log.error({ err: away(), job: 'messages' }, 'job failed')
    log.warn({ err: away(), job: 'messages' }, 'job failed')
    log.error({ err: new Error('no such table'), job: 'messages' }, 'job failed')
    log.error({ err: away(), job: 'messages' }, 'job ended')
  }
  expect(lines).toHaveLength(6)
})

it('what is no error passes as often as it comes', () => {
  const { lines, log } = recorded()
  for (let n = 0; n < 3; n++) {
    log.info({ err: away() }, 'request')
    log.warn({ shop: 'a' }, 'a shop is unlinked')
    log.debug({}, 'job')
  }
  expect(lines).toHaveLength(9)
})

it('remembers no more than a few hundred', () => {
  const { lines, log } = recorded()
  const tell = (n: number) => log.warn({ err: new Error('x'.repeat(n)) }, 'strange')
  for (let n = 0; n < 600; n++) tell(n)
  tell(599)
  tell(0)
  expect(lines).toHaveLength(601)
})
