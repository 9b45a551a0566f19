import { expect, test } from 'vitest'
import { sign1688 } from './sign.ts'

const PUSH =
  '{"bizKey":"167539019420540000","data":{"buyerMemberId":"b2b-665170100","orderId":167539019420540000,"currentStatus":"waitsellersend","sellerMemberId":"b2b-1676547900b7bb3","msgSendTime":"2018-05-30 19:34:27"},"gmtBorn":1586227869437,"msgId":7565094247,"type":"ORDER_BUYER_VIEW_ORDER_PAY","userInfo":"b2b-665170100"}'

const VECTORS = [
  {
    from: 'the official documentation',
    secret: 'test123',
    path: 'param2/1/system/currentTime/1000000',
    params: { b: '2', a: '1' },
    expected: '33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88',
  },
  {
    from: 'the legacy authorize page, without a path',
    secret: 'abcd',
    path: '',
    params: {
      client_id: '10000',
      site: 'china',
      redirect_uri: 'http://gw.open.1688.com/auth/auth.htm?key=value&secret=abcd',
      state: 'test',
    },
    expected: '300E0E24C543CAAEACBDB4883520D6CF2165B3AB',
  },
  {
    from: 'a published third-party test',
    secret: 'app-secret',
    path: 'param2/1/com.alibaba.trade/alibaba.trade.getBuyerOrderList/5890829',
    params: { access_token: 'token-123', page: '1', pageSize: '20' },
    expected: '7B91F432F48774204045D86636AFD333B71E95FB',
  },
  {
    from: 'a push message',
    secret: 'test123',
    path: '',
    params: { message: PUSH },
    expected: 'D64BEFDC2788709B413F98B18B44180F9E60297E',
  },
  {
    from: 'an order in UTF-8, where one key is the beginning of none',
    secret: 'test123',
    path: 'param2/1/com.alibaba.trade/alibaba.trade.fastCreateOrder/1000000',
    params: {
      flow: 'general',
      addressParam:
        '{"fullName":"张三","mobile":"15251667788","provinceText":"浙江省","cityText":"杭州市","areaText":"滨江区","address":"网商路699号"}',
      cargoParamList: '[{"offerId":554456348334,"specId":"b266e0726506185beaf205cbae88530d","quantity":5}]',
      outOrderId: 'SO-1',
      access_token: 'tok',
      _aop_timestamp: '1700000000000',
    },
    expected: 'CCACDAA0D5C3F13C99630D58CE1722B919625619',
  },
]

test.each(VECTORS)('the signature equals the vector from $from', ({ secret, path, params, expected }) => {
  expect(sign1688(path, params, secret)).toBe(expected)
  expect(sign1688(path, { ...params, _aop_signature: 'old' }, secret)).toBe(expected)
})

test('pairs sort as joined strings: where one key begins another, the value decides', () => {
  // "a" + "z" = "az" comes after "ab" + "1" = "ab1", although the key "a" comes before "ab".
  expect(sign1688('p', { a: 'z', ab: '1' }, 's')).toBe(sign1688('p', { ab1az: '' }, 's'))
})
