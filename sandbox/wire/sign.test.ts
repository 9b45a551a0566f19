import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hmacMd5, hmacSha1, hmacSha256, joinByKey, joinSorted, md5Wrapped, sameSignature } from './sign.ts'

interface Vector {
  platform: string
  algorithm: string
  secret: string
  params: Record<string, string>
  urlPath?: string
  body?: string
  expected: string
}

const vectors = JSON.parse(
  readFileSync(new URL('./vectors.test-data.json', import.meta.url), 'utf8'),
) as Vector[]

function signatureOf({ platform, algorithm, secret, params, urlPath = '', body = '' }: Vector): string {
  const pairs = Object.entries(params)
  const raw = Buffer.from(body)
  if (platform.startsWith('1688')) return hmacSha1(secret, urlPath + joinSorted(pairs))
  if (platform === 'taobao-global-iop') return hmacSha256(secret, urlPath + joinByKey(pairs))
  if (algorithm.startsWith('md5')) return md5Wrapped(secret, joinByKey(pairs), raw)
  if (algorithm === 'hmac') return hmacMd5(secret, joinByKey(pairs), raw)
  return hmacSha256(secret, joinByKey(pairs))
}

describe('signatures', () => {
  it.each(vectors.map((vector, n) => [n + 1, vector.platform, vector.algorithm, vector] as const))(
    'agree with known vector %i (%s, %s)',
    (_n, _platform, _algorithm, vector) => {
      expect(signatureOf(vector)).toBe(vector.expected)
    },
  )

  it('are compared letter by letter', () => {
    expect(sameSignature('AB', 'AB')).toBe(true)
    expect(sameSignature('AB', 'ab')).toBe(false)
    expect(sameSignature('AB', 'ABC')).toBe(false)
  })

  it('sort upper case before underscore before lower case', () => {
    expect(
      joinByKey([
        ['a', '1'],
        ['_', '2'],
        ['A', '3'],
        ['empty', ''],
      ]),
    ).toBe('A3_2a1')
  })
})
