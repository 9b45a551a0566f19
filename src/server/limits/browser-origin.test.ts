import type { IncomingMessage } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import { corsOf, mayOpenSocket, useNoSimpleRequests } from './browser-origin.ts'

const SHOP = 'https://shop.example'
const from = (origin?: string) =>
  new Request('http://localhost/graphql', { headers: origin === undefined ? {} : { origin } })
const upgrade = (origin?: string) => ({ headers: { origin } }) as IncomingMessage

describe('the origins of pages', () => {
  it('are all welcome where none is named, without credentials', () => {
    expect(corsOf(null)(from('https://any.example'))).toEqual({ origin: '*', credentials: false })
    expect(mayOpenSocket(null, upgrade('https://any.example'))).toBe(true)
  })

  it('are those that are named', () => {
    expect(corsOf([SHOP])(from(SHOP))).toEqual({ origin: [SHOP], credentials: false })
    expect(corsOf([SHOP])(from('https://any.example'))).toBe(false)
    expect(corsOf([SHOP])(from())).toBe(false)
    expect(mayOpenSocket([SHOP], upgrade(SHOP))).toBe(true)
    expect(mayOpenSocket([SHOP], upgrade('https://any.example'))).toBe(false)
  })

  it('are not asked of programs, which send none', () => {
    expect(mayOpenSocket([SHOP], upgrade())).toBe(true)
  })
})

describe('what a page can send without asking first', () => {
  const schema = createSchema({ typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } })
  const yogas = [true, false].map((production) =>
    createYoga({ schema, logging: false, plugins: [useNoSimpleRequests(production)] }),
  )
  const [inProduction, outside] = yogas as [(typeof yogas)[0], (typeof yogas)[0]]
  const get = (headers: Record<string, string> = {}, yoga = inProduction) =>
    yoga.fetch('http://localhost/graphql?query={a}', { headers: { accept: 'application/json', ...headers } })
  const post = (type: string | null, body: string) =>
    outside.fetch('http://localhost/graphql', {
      method: 'POST',
      body: Buffer.from(body),
      headers: type === null ? {} : { 'content-type': type },
    })

  it('a form is refused everywhere', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'Application/X-WWW-Form-Urlencoded; charset=utf-8',
    ]) {
      const answer = await post(type, 'query={a}')
      expect(answer.status).toBe(415)
      expect(await answer.json()).toEqual({
        errors: [
          {
            message: 'Send the operation as application/json.',
            extensions: { code: 'CSRF_PREVENTED' },
          },
        ],
      })
    }
    expect((await post('application/json', '{"query":"{a}"}')).status).toBe(200)
    expect((await post(null, '{"query":"{a}"}')).status).not.toBe(500)
  })

  it('a plain link is refused in production only', async () => {
    const answer = await get()
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({
      errors: [
        {
          message: 'A query by GET needs the header graphql-require-preflight: 1, or send it by POST.',
          extensions: { code: 'CSRF_PREVENTED' },
        },
      ],
    })
    expect((await get({}, outside)).status).toBe(200)
    expect(
      (
        await inProduction.fetch('http://localhost/graphql', {
          method: 'POST',
          body: '{"query":"{a}"}',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(200)
  })

  it.each([
    [{ 'graphql-require-preflight': '1' }, 200],
    [{ 'content-type': 'application/json; charset=utf-8' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'content-type': 'text/plain; a=application/json' }, 403],
  ])('a GET with %j is answered %i', async (headers, status) => {
    expect((await get(headers)).status).toBe(status)
  })
})
