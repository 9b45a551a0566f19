import { expect, test } from 'vitest'
import { type SignMethod, signTop } from './sign.ts'

const SELLER_GET = {
  method: 'taobao.item.seller.get',
  app_key: '12345678',
  session: 'test',
  timestamp: '2016-01-01 12:00:00',
  format: 'json',
  v: '2.0',
  fields: 'num_iid,title,nick,price,num',
  num_iid: '11223344',
}

/** Vectors 1 to 6 of the facts: official documentation, a third party's published test, RFC 2202, and computed ones. */
const VECTORS: {
  from: string
  method: SignMethod
  secret: string
  params: Record<string, string>
  expected: string
}[] = [
  {
    from: 'official documentation',
    method: 'md5',
    secret: 'helloworld',
    params: { ...SELLER_GET, sign_method: 'md5' },
    expected: '66987CB115214E59E6EC978214934FB8',
  },
  {
    from: 'older official example',
    method: 'md5',
    secret: 'test',
    params: {
      method: 'taobao.user.seller.get',
      timestamp: '2013-05-06 13:52:03',
      format: 'xml',
      app_key: 'test',
      v: '2.0',
      fields: 'nick',
      sign_method: 'md5',
      session: 'test',
    },
    expected: '72CB4D809B375A54502C09360D879C64',
  },
  {
    from: 'published third-party test',
    method: 'hmac-sha256',
    secret: 'secret',
    params: { b: '2', a: '1' },
    expected: '3A9F9E53162A24430830CCA87B7FB623401B81EB6616A6EA75B3614AEBDC7F4D',
  },
  {
    from: 'RFC 2202 case 1',
    method: 'hmac',
    secret: '\u000b'.repeat(16),
    params: { Hi: ' There' },
    expected: '9294727A3638BB1C13F48EF8158BFC9D',
  },
  {
    from: 'computed',
    method: 'hmac',
    secret: 'helloworld',
    params: { ...SELLER_GET, sign_method: 'hmac' },
    expected: 'D56D7858309C31B6251083A874D48273',
  },
  {
    from: 'computed',
    method: 'hmac-sha256',
    secret: 'helloworld',
    params: { ...SELLER_GET, sign_method: 'hmac-sha256' },
    expected: '04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8',
  },
]

test.each(VECTORS)(
  '$method signature equals the vector from $from',
  ({ method, secret, params, expected }) => {
    expect(signTop(params, secret, method)).toBe(expected)
  },
)

test('the sign field itself and empty values take no part', () => {
  const params = { ...SELLER_GET, sign_method: 'md5' }
  expect(signTop({ ...params, sign: 'old', note: '', '': 'nameless' }, 'helloworld', 'md5')).toBe(
    '66987CB115214E59E6EC978214934FB8',
  )
})

test('keys sort by bytes, so capitals come before the underscore and small letters after it', () => {
  expect(signTop({ a_b: '1', aB: '2', ab: '3' }, 's', 'md5')).toBe(
    signTop({ ab: '3', aB: '2', a_b: '1' }, 's', 'md5'),
  )
  expect(signTop({ aB: '2', a_b: '1' }, 's', 'md5')).toBe(signTop({ aB: '2a_b1' }, 's', 'md5'))
})
