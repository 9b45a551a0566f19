import { z } from 'zod'
import { Misconfigured, Rejected, Transient, type UpstreamError } from '../../domain/upstream-error.ts'
import { ClockRejected } from '../clock.ts'
import { gmt8Text } from '../gmt8.ts'
import type { HttpAnswer } from '../http-client.ts'
import { readAs } from '../json-answer.ts'
import { readXml } from '../read-xml.ts'
import type { Rates } from '../turns.ts'
import type { Upstream } from '../upstream.ts'
import type { WarehouseAccount } from '../warehouse.ts'
import { none, text } from '../wire.ts'
import { signQimen } from './sign.ts'
import { writeXml } from './xml.ts'

export interface QimenOptions {
  /** For example `http://qimen.api.taobao.com/router/qimen/service`. */
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  readonly rates?: Rates
  readonly upstream: Upstream
}

export interface QimenCall<S extends z.ZodType> {
  readonly account: WarehouseAccount
  /** With its prefix, for example `taobao.qimen.entryorder.create`. */
  readonly method: string
  readonly request: Readonly<Record<string, unknown>>
  /** Of `<response>`. */
  readonly answer: S
  readonly items?: number
  readonly signal?: AbortSignal | undefined
}

const DEFAULT_RATES: Rates = { app: { perSecond: 20, burst: 20 }, shop: { perSecond: 10, burst: 10 } }

const envelope = z.object({
  flag: z.string().optional(),
  code: none(text).optional(),
  sub_code: none(text).optional(),
  message: none(text).optional(),
  msg: none(text).optional(),
})

/** Speaks Qimen to a WMS: XML body, signed query (protocols.md 4.1 to 4.3). All calls are keyed by our codes, so all may be repeated. */
export function qimenClient({ endpoint, appKey, appSecret, rates = DEFAULT_RATES, upstream }: QimenOptions) {
  return {
    upstream,
    call<S extends z.ZodType>({
      account,
      method,
      request,
      answer,
      items,
      signal,
    }: QimenCall<S>): Promise<z.output<S>> {
      const body = writeXml('request', request)
      return upstream.call({
        upstream: 'QIMEN',
        api: 'qimen',
        app: appKey,
        // Qimen has no user token: the signature and `customerId` are all it asks for.
        shop: { shopId: account.warehouseId, externalShopId: account.customerId, accessToken: '' },
        method,
        repeatable: true,
        rates,
        secrets: [appSecret],
        signal,
        ...(items === undefined ? {} : { items }),
        request: ({ now }) => {
          const params = {
            method,
            timestamp: gmt8Text(now),
            format: 'xml',
            app_key: appKey,
            v: '2.0',
            sign_method: 'md5',
            customerId: account.customerId,
          }
          const query = new URLSearchParams({ ...params, sign: signQimen(params, body, appSecret) })
          return {
            method: 'POST',
            url: `${endpoint}?${query}`,
            headers: { 'content-type': 'text/xml;charset=utf-8' },
            body,
          }
        },
        read: (reply) => readQimen(method, answer, reply),
      })
    },
  }
}

export type QimenClient = ReturnType<typeof qimenClient>

function readQimen<S extends z.ZodType>(
  method: string,
  schema: S,
  { status, body }: HttpAnswer,
): z.output<S> {
  if (status >= 500)
    throw new Transient({
      upstream: 'QIMEN',
      message: `HTTP ${status}`,
      code: String(status),
      mayHaveHappened: true,
    })
  let document: Record<string, unknown>
  try {
    document = readXml(body)
  } catch {
    throw new Transient({
      upstream: 'QIMEN',
      message: `${method}: HTTP ${status} without readable XML`,
      code: 'unreadable-answer',
      mayHaveHappened: true,
    })
  }
  const response = document.response ?? document.error_response
  const { flag, code, sub_code, message, msg } = readAs(envelope, response, 'QIMEN', method)
  if (flag !== 'success') throw classifyQimen(sub_code ?? code ?? '', message ?? msg ?? '')
  return readAs(schema, response, 'QIMEN', method)
}

/** Platform codes; any other is the WMS's own (protocols.md 4.3). */
export function classifyQimen(code: string, message: string): UpstreamError | ClockRejected {
  const detail = { upstream: 'QIMEN' as const, message: message || code || 'refused', code }
  if (code === 'TOP1' || code === 'TOP15' || code.startsWith('isp.'))
    return new Transient({ ...detail, mayHaveHappened: true })
  if (/timestamp|时间戳/i.test(message)) return new ClockRejected(message)
  if (code === 'TOP60' || /sign|签名/i.test(message)) return new Misconfigured(detail)
  return new Rejected(detail)
}
