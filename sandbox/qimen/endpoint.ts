import { CREDENTIALS, WMS } from '../credentials.ts'
import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { xmlReply } from '../http/wire-reply.ts'
import { valuesOf, type WireRequest } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import { parseChinaTime } from '../wire/china-time.ts'
import { joinByKey, md5Wrapped, sameSignature } from '../wire/sign.ts'
import { toXml } from '../wire/xml.ts'
import { leaf, readXml } from '../wire/xml-read.ts'
import { deliveryMethods } from './delivery.ts'
import { entryMethods } from './entry.ts'
import { inventoryMethods } from './inventory.ts'
import type { QimenMethod } from './qimen-call.ts'
import { badRequest, QimenRefusal } from './qimen-refusal.ts'

const METHODS: Readonly<Record<string, QimenMethod>> = {
  ...inventoryMethods,
  ...entryMethods,
  ...deliveryMethods,
}

/** Receivers allow five to ten minutes (protocols.md 0). */
const MAX_SKEW_MS = 10 * 60_000

const refusal = (error: QimenRefusal): Answer => ({
  reply: xmlReply(toXml({ response: { flag: 'failure', code: error.code, message: error.message } })),
  code: error.code,
})

/** Qimen: public parameters in the URL, one XML document as the body (protocols.md 4.1). */
export const qimenEndpoint: Endpoint = (request, state): Claim | undefined => {
  if (request.path !== '/router/qimen/service') return undefined
  const params = valuesOf(request.query)
  const document = request.body.toString('utf8')
  return {
    platform: 'QIMEN',
    method: params.get('method') ?? '(none)',
    params: [...request.query, ['body', loggedBody(document)]],
    shop: WMS.customerId,
    answer() {
      try {
        return answered(request, params, document, state)
      } catch (error) {
        if (error instanceof QimenRefusal) return refusal(error)
        throw error
      }
    },
    refuse(fault) {
      const code = fault.kind === 'expired-token' ? 'TOP60' : (fault.code ?? 'TOP15')
      return refusal(new QimenRefusal(code, fault.message ?? 'isp.http-connection-timeout'))
    },
  }
}

/** The order's code is what a reader of the log looks for. */
function loggedBody(document: string): string {
  const root = readXml(document, 'request')
  const code = ['entryOrder', 'deliveryOrder']
    .map((name) => leaf(root?.[name] as never, `${name}Code`))
    .join('')
  return code === '' ? document.slice(0, 200) : code
}

function answered(
  request: WireRequest,
  params: ReadonlyMap<string, string>,
  document: string,
  state: SandboxState,
): Answer {
  verify(request, params, state)
  const name = (params.get('method') ?? '').replace(/^taobao\.qimen\./, '')
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (!method) throw badRequest(`no method ${params.get('method') ?? ''}`)
  const body = readXml(document, 'request')
  if (!body) throw badRequest('XML conversion error')
  const answer = method({ body, state, now: state.clock.now() })
  return {
    reply: xmlReply(toXml({ response: { flag: 'success', code: '0', message: 'success', ...answer } })),
    code: '0',
  }
}

/** Before anything is parsed, over the body byte for byte (protocols.md 4.2). */
function verify(request: WireRequest, params: ReadonlyMap<string, string>, state: SandboxState): void {
  const { appKey, secret } = CREDENTIALS.QIMEN
  for (const name of ['method', 'timestamp', 'format', 'app_key', 'v', 'sign', 'sign_method', 'customerId'])
    if (!params.get(name)) throw badRequest(`missing ${name}`)
  if (params.get('app_key') !== appKey) throw badRequest('invalid app_key')
  const at = parseChinaTime(params.get('timestamp') ?? '')
  if (!at || Math.abs(at.getTime() - state.clock.now().getTime()) > MAX_SKEW_MS)
    throw badRequest('invalid timestamp')
  const text = joinByKey(request.query.filter(([key]) => key !== 'sign'))
  const expected = md5Wrapped(secret, text, request.body)
  if (params.get('sign_method') !== 'md5' || !sameSignature(expected, params.get('sign') ?? ''))
    throw badRequest('invalid signature')
  if (params.get('customerId') !== WMS.customerId) throw badRequest('customerId has no route')
}
