import { expect, test } from 'vitest'
import { signJd } from './sign.ts'

const VECTORS = [
  {
    from: 'the official guide',
    secret: 'yourappSecret',
    params: {
      '360buy_param_json':
        '{"end_date":null,"optional_fields":null,"order_state":"WAIT_SELLER_STOCK_OUT","page":"1","page_size":"200","start_date":null}',
      access_token: 'yourtoken',
      app_key: 'yourappkey',
      method: 'jingdong.pop.order.search',
      timestamp: '2021-05-07 09:20:39.683+0800',
      v: '2.0',
    },
    expected: 'D70825340F4084360B9362B60DFD7930',
  },
  {
    from: 'a published third-party test',
    secret: 'secret',
    params: { b: '2', a: '1' },
    expected: 'EF16F26C937CF52AE6F85DF2FD08B24A',
  },
  {
    from: 'two SDKs that agree',
    secret: 's3cret',
    params: {
      '360buy_param_json': '{"req":{"skuStocks":[{"skuId":11,"stockNum":2}],"updateModel":"fullStockIn"}}',
      access_token: 'tok',
      app_key: 'key',
      method: 'jingdong.ware.stock.sku.set',
      timestamp: '2026-01-02 03:04:05.000+0800',
      v: '2.0',
    },
    expected: 'AD65F0015AAF9710432EC68A0BE52004',
  },
]

test.each(VECTORS)('the signature equals the vector from $from', ({ secret, params, expected }) => {
  expect(signJd(params, secret)).toBe(expected)
  expect(signJd({ ...params, sign: 'old' }, secret)).toBe(expected)
})
