import { expect, it } from 'vitest'
import { checkPage, type PageArgs } from './connection-plugin.ts'

const cursor = Buffer.from('GPC:S:a').toString('base64')

it.each<[PageArgs]>([
  [{}],
  [{ first: 0 }],
  [{ last: 100 }],
  [{ first: 2, after: cursor }],
  [{ last: 2, before: cursor }],
  [{ after: cursor }],
  [{ before: cursor }],
  [{ first: 2, last: null, after: null, before: null }],
])('takes %j', (args) => {
  expect(() => checkPage(args)).not.toThrow()
})

it.each<[PageArgs, string]>([
  [{ first: 2, last: 2 }, 'last'],
  [{ first: 0, last: 0 }, 'last'],
  [{ first: 2, before: cursor }, 'before'],
  [{ last: 2, after: cursor }, 'after'],
  [{ after: cursor, before: cursor }, 'before'],
  [{ first: 2, after: cursor, before: cursor }, 'before'],
  [{ first: -1 }, 'first'],
  [{ last: 101 }, 'last'],
  [{ after: '%%%' }, 'after'],
  [{ after: Buffer.from('GPC:S:a\0').toString('base64') }, 'after'],
  [{ before: '' }, 'before'],
])('refuses %j, naming %s', (args, argument) => {
  expect(() => checkPage(args)).toThrow(
    expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument } }),
  )
})

it('takes a cursor of two parts where rows are told apart by two, and nowhere else', () => {
  const two = Buffer.from('GPC:T:["S:0190-a","N:12"]').toString('base64')
  expect(() => checkPage({ after: two }, true)).not.toThrow()
  expect(() => checkPage({ after: two })).toThrow('after')
  expect(() => checkPage({ after: cursor }, true)).toThrow('after')
})
