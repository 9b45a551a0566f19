import { expect, it } from 'vitest'
import { SandboxClock } from './clock.ts'
import { Mailbox } from './mailbox.ts'

const SHOP = 'shop'
const mailbox = (kept: number) => new Mailbox(new SandboxClock(() => new Date()), kept)
const add = (box: Mailbox, topic: string) => box.add('TAOBAO', SHOP, topic, {})
const topics = (mails: readonly { topic: string }[]) => mails.map(({ topic }) => topic)

it('keeps so many messages: the oldest goes when nobody reads', () => {
  const box = mailbox(3)
  for (const topic of ['a', 'b', 'c', 'd', 'e']) add(box, topic)
  expect(topics(box.list())).toEqual(['c', 'd', 'e'])
  expect(topics(box.handOut('TAOBAO', [SHOP], 10))).toEqual(['c', 'd', 'e'])
})

it('lets go of what is confirmed before anything that waits', () => {
  const box = mailbox(3)
  const [, second] = ['a', 'b', 'c'].map((topic) => add(box, topic))
  box.confirm('TAOBAO', [second?.id ?? ''])
  add(box, 'd')
  expect(topics(box.list())).toEqual(['a', 'c', 'd'])
  expect(topics(box.waiting('TAOBAO'))).toEqual(['a', 'c', 'd'])
  add(box, 'e')
  expect(topics(box.list())).toEqual(['c', 'd', 'e'])
})
