import { expect, test } from 'vitest'
import { signQimen } from './sign.ts'

const PARAMS = {
  app_key: 'testerp_appkey',
  customerId: 'stub-cust-code',
  format: 'xml',
  sign_method: 'md5',
  timestamp: '2015-04-26 00:00:07',
}
const BODY =
  '<?xml version="1.0" encoding="utf-8"?><request><entryOrder><entryOrderCode>E1234</entryOrderCode><ownerCode>O1234</ownerCode><warehouseCode>W1234</warehouseCode></entryOrder><orderLines><orderLine><ownerCode>O1234</ownerCode><itemCode>SKU-测试</itemCode><planQty>12</planQty></orderLine></orderLines></request>'

test('the signature equals the digest of the official document, empty body', () => {
  expect(signQimen({ ...PARAMS, method: 'taobao.qimen.entryorder.query', v: '1.0' }, '', 'test')).toBe(
    'D06D88CB34B2EC0E5C9BAB396C9542B6',
  )
})

test('the body takes part byte for byte', () => {
  const params = { ...PARAMS, method: 'entryorder.create', v: '2.0' }
  expect(signQimen(params, BODY, 'test')).toBe('21B46CDD9C1120303E537E70012DB632')
  expect(signQimen({ ...params, sign: 'old' }, Buffer.from(BODY), 'test')).toBe(
    '21B46CDD9C1120303E537E70012DB632',
  )
  expect(signQimen(params, `${BODY}\n`, 'test')).not.toBe('21B46CDD9C1120303E537E70012DB632')
})
