import { CREDENTIALS, WMS } from '../../sandbox/credentials.ts'
import { signQimen } from '../../src/connectors/qimen/sign.ts'

/** A signed report of the warehouse: a method of Qimen with its XML, and its age in ms. */
export function qimenReport(method: string, body: string, ago = 0) {
  const { appKey, secret } = CREDENTIALS.QIMEN
  const query = {
    method: `taobao.qimen.${method}`,
    app_key: appKey,
    customerId: WMS.customerId,
    format: 'xml',
    sign_method: 'md5',
    timestamp: chinaTime(Date.now() - ago),
    v: '2.0',
  }
  const sign = signQimen(query, body, secret)
  return {
    path: `/webhooks/qimen/${WMS.customerId}?${new URLSearchParams({ ...query, sign })}`,
    body,
    headers: { 'content-type': 'text/xml;charset=utf-8' },
  }
}

const chinaTime = (at: number) =>
  new Date(at + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 'yyyy-mm-dd hh:mm:ss'.length)
