import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Authenticator, authenticator, InvalidToken, signToken } from './tokens.ts'

const SECRET = 'a secret of thirty-two bytes for tests'
const soon = () => Math.floor(Date.now() / 1000) + 600
const claims = (more: object = {}) => ({
  role: 'customer',
  sub: 'ada',
  aud: 'haitao-graph',
  exp: soon(),
  ...more,
})
const bearer = (token: string) => `Bearer ${token}`
const refused = async (tokens: Authenticator, token: string) =>
  expect(tokens.viewerOf(bearer(token))).rejects.toThrow(InvalidToken)

describe('with the shared secret', () => {
  const tokens = authenticator({ kind: 'secret', secret: SECRET })
  const key = new TextEncoder().encode(SECRET)
  const signed = (payload: object, alg = 'HS256') =>
    new SignJWT({ ...payload }).setProtectedHeader({ alg }).sign(key)

  it('a token says who it is, and can be named', async () => {
    const token = await signToken(SECRET, { role: 'operator', subject: 'ops', ttlSeconds: 60 })
    expect(await tokens.viewerOf(bearer(token))).toMatchObject({
      role: 'operator',
      subject: 'ops',
      token: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), issuedAt: expect.any(Date) },
    })
  })

  it('a token of a former secret is believed while that is named, with all that makes it invalid otherwise', async () => {
    const request = { role: 'operator', subject: 'ops', ttlSeconds: 60 } as const
    const old = await signToken(SECRET, request)
    const next = 'another secret of thirty-two bytes, for later'
    const both = authenticator({ kind: 'secret', secret: next, formerSecret: SECRET })
    expect(await both.viewerOf(bearer(old))).toMatchObject({ subject: 'ops' })
    expect(await both.viewerOf(bearer(await signToken(next, request)))).toMatchObject({ subject: 'ops' })
    await refused(both, await signed(claims({ exp: 1 })))
    await refused(both, await signToken(`${SECRET}, and more`, request))
    await refused(authenticator({ kind: 'secret', secret: next }), old)
  })

  it.each([
    ['that has expired', { exp: 1 }],
    ['for another audience', { aud: 'elsewhere' }],
    ['without an audience', { aud: undefined }],
    ['without an end', { exp: undefined }],
    ['without a subject', { sub: undefined }],
    ['of a role that does not exist', { role: 'root' }],
    ['that claims to be nobody', { role: 'anonymous' }],
    ['that is not valid yet', { nbf: soon() }],
  ])('one %s is refused', async (_what, wrong) => {
    expect(await tokens.viewerOf(bearer(await signed(claims())))).toMatchObject({ subject: 'ada' })
    await refused(tokens, await signed(claims(wrong)))
  })

  it.each([
    ['issued a minute ahead', { iat: soon() - 540 }],
    ['issued 70 years ahead', { iat: soon() + 70 * 31_536_000 }],
    ['that lives for two years', { iat: soon() - 600, exp: soon() + 730 * 86_400 }],
    ['that lives for 100 years and does not say since when', { exp: soon() + 100 * 31_536_000 }],
    ['that lives for ever', { exp: 1e300 }],
    ['whose time of issue is no number', { iat: 'now' }],
  ])('one %s is refused', async (_what, wrong) => {
    await refused(tokens, await signed(claims(wrong)))
  })

  it('one of a clock that is a moment ahead is taken, and one that does not say when it was issued', async () => {
    const ahead = Math.floor(Date.now() / 1000) + 2
    expect(await tokens.viewerOf(bearer(await signed(claims({ iat: ahead }))))).toMatchObject({
      subject: 'ada',
    })
    expect((await tokens.viewerOf(bearer(await signed(claims())))).token?.issuedAt).toBeNull()
  })

  it('one lives as long as the settings allow', async () => {
    const short = authenticator({ kind: 'secret', secret: SECRET, tokenLifeMs: 86_400_000 })
    const iat = soon() - 700
    const lives = (seconds: number) => signed(claims({ iat, exp: iat + seconds }))
    expect(await short.viewerOf(bearer(await lives(86_400)))).toMatchObject({ subject: 'ada' })
    await refused(short, await lives(86_460))
    await refused(short, await signed(claims({ exp: soon() + 86_400 })))
  })

  it('one of another issuer, or of none, is refused where issuers are named', async () => {
    const picky = authenticator({ kind: 'secret', secret: SECRET, issuers: ['https://login.example', 'old'] })
    for (const iss of ['https://login.example', 'old']) {
      expect(await picky.viewerOf(bearer(await signed(claims({ iss }))))).toMatchObject({ subject: 'ada' })
      const own = await signToken(SECRET, { role: 'customer', subject: 'ada', ttlSeconds: 60, issuer: iss })
      expect(await picky.viewerOf(bearer(own))).toMatchObject({ subject: 'ada' })
    }
    for (const iss of ['https://login.example/', 'somebody-else', undefined])
      await refused(picky, await signed(claims({ iss })))
    expect(await tokens.viewerOf(bearer(await signed(claims({ iss: 'anybody' }))))).toMatchObject({
      subject: 'ada',
    })
  })

  it('one of another algorithm, of none, or with another signature is refused', async () => {
    await refused(tokens, await signed(claims(), 'HS384'))
    await refused(tokens, new UnsecuredJWT(claims()).encode())
    const [header, payload] = (await signed(claims())).split('.')
    await refused(tokens, `${header}.${payload}.AAAA`)
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    await refused(tokens, `${none}.${payload}.AAAA`)
  })

  it('what is no bearer token is refused, not taken for nobody', async () => {
    for (const wrong of ['Basic YTpi', 'Bearer', 'Bearer a.b', 'x'])
      await expect(tokens.viewerOf(wrong)).rejects.toThrow(InvalidToken)
    expect(await tokens.viewerOf(undefined)).toMatchObject({ role: 'anonymous' })
  })
})

describe('with the issuer’s keys', () => {
  let server: Server
  let tokens: Authenticator
  let published: object[]
  let fetched: number
  const pair = async (kid: string, alg = 'ES256') => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
  }
  type Pair = { kid: string; alg: string; privateKey: CryptoKey }
  const signed = ({ kid, alg, privateKey }: Pair) =>
    new SignJWT(claims()).setProtectedHeader({ alg, kid }).sign(privateKey)

  beforeAll(async () => {
    server = createServer((_req, res) => {
      fetched++
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    fetched = 0
    const { port } = server.address() as AddressInfo
    tokens = authenticator({ kind: 'jwks', url: `http://127.0.0.1:${port}/keys` })
  })
  afterEach(() => vi.useRealTimers())

  it('a key that was added later is fetched when a token names it', async () => {
    const [old, fresh] = [await pair('old'), await pair('new')]
    published = [old.jwk]
    expect(await tokens.viewerOf(bearer(await signed(old)))).toMatchObject({ subject: 'ada' })
    published = [fresh.jwk]
    vi.setSystemTime(Date.now() + 60_000)
    expect(await tokens.viewerOf(bearer(await signed(fresh)))).toMatchObject({ subject: 'ada' })
    expect(fetched).toBe(2)
    await refused(tokens, await signed(old))
  })

  it('tokens that name unknown keys do not make us ask the issuer each time', async () => {
    const [known, unknown] = [await pair('known'), await pair('unknown')]
    published = [known.jwk]
    await tokens.viewerOf(bearer(await signed(known)))
    for (let n = 0; n < 5; n++) await refused(tokens, await signed(unknown))
    expect(fetched).toBe(1)
  })

  it('a token signed with a public key as if it were a secret is refused, and so is one of no algorithm', async () => {
    const key = await pair('k', 'RS256')
    published = [key.jwk]
    const forged = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'k' })
      .sign(new TextEncoder().encode(JSON.stringify(key.jwk)))
    await refused(tokens, forged)
    await refused(tokens, new UnsecuredJWT(claims()).encode())
    expect(await tokens.viewerOf(bearer(await signed(key)))).toMatchObject({ subject: 'ada' })
  })

  it('keys that can’t be fetched are not the client’s fault', async () => {
    const away = authenticator({ kind: 'jwks', url: 'http://127.0.0.1:9/keys' })
    const failure = await away
      .viewerOf(bearer(await signed(await pair('k'))))
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(InvalidToken)
  })
})
