import { expect, test } from 'vitest'
import { signIop, signPush } from './sign.ts'

const SYSTEM = {
  access_token: 'test-token',
  app_key: '500000',
  sign_method: 'sha256',
  timestamp: '1700000000000',
}
const VECTORS = [
  {
    from: 'the published IOP example',
    path: '/order/get',
    params: {
      access_token: 'test',
      app_key: '123456',
      order_id: '1234',
      sign_method: 'sha256',
      timestamp: '1517820392000',
    },
    expected: '4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A',
  },
  {
    from: 'a payment, whose capital letters sort first',
    path: '/purchase/order/batch/pay',
    params: { ...SYSTEM, purchaseOrderIdList: '[200078851363,200078851364]' },
    expected: 'D8A771A3879882F77FA430F8F6318342D698AFD4CBFEF6C00A09271043D2852C',
  },
  {
    from: 'an order in UTF-8',
    path: '/purchase/order/create',
    params: {
      ...SYSTEM,
      outer_purchase_id: 'PO-1001',
      purchase_amount: '2000',
      order_line_list:
        '[{"item_id":"1001","sku_id":"2001","quantity":1,"currency":"CNY","price":2000,"order_line_no":"1"}]',
      receiver: '{"country":"中国","state":"浙江省","city":"杭州市","name":"张三"}',
    },
    expected: 'DF3283998B8694A165F442E780BAEB4B12AA36F2BAE3C121C51DE567403E1A94',
  },
]

test.each(VECTORS)('the signature equals the vector from $from', ({ path, params, expected }) => {
  expect(signIop(path, params, 'helloworld')).toBe(expected)
  expect(signIop(path, { ...params, sign: 'old' }, 'helloworld')).toBe(expected)
})

test('a push message is signed over the app key and the raw body', () => {
  const body = Buffer.from('{"message_type":3,"data":{"purchase_id":1}}')
  expect(signPush('500000', body, 'helloworld')).toBe(
    'bb5bbc472ae7d8ab44337556c03a1b2542e94c1bdbbc91a0ca847d4169f69c75',
  )
})
