import { CREDENTIALS } from '../credentials.ts'
import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { jsonReply } from '../http/wire-reply.ts'
import { valuesOf } from '../http/wire-request.ts'
import type { MarketPlatform } from '../state/shelf.ts'
import type { SandboxState } from '../state/state.ts'
import type { JsonObject } from '../wire/json-object.ts'
import { itemShape } from './item-shape.ts'
import { itemOfCode, itemOfToken, pageOf } from './share.ts'

const SOURCES: Readonly<Record<string, MarketPlatform>> = {
  taobao: 'TAOBAO',
  '1688': 'ALIBABA_1688',
  jd: 'JD',
  micro: 'WEIDIAN',
  pinduoduo: 'PINDUODUO',
}
const CALL = /^\/item-data\/([a-z0-9]+)\/([a-z_]+)\/?$/
const QUOTA = 10_000

/** Refusals come with HTTP 200 (items.md 2). */
const said = (code: string, error: string, body: JsonObject, today: number): Answer => ({
  reply: jsonReply({
    ...body,
    error,
    reason: error,
    error_code: code,
    cache: 0,
    api_info: `today:${today} max:${QUOTA}`,
    request_id: `sandbox.${today}`,
  }),
  code: code === '0000' ? '0' : code,
})

/** A provider of item data: `/item-data/{source}/{call}/` with key and secret in the query. */
export const itemDataEndpoint: Endpoint = (request, state): Claim | undefined => {
  const [, source = '', call = ''] = CALL.exec(request.path) ?? []
  if (!call) return undefined
  const params = valuesOf(request.query)
  const method = `${source}/${call}`
  const today = () => state.calls.list({ platform: 'ITEM_DATA' }).length + 1
  return {
    platform: 'ITEM_DATA',
    method,
    params,
    answer() {
      const { appKey, secret } = CREDENTIALS.ITEM_DATA
      if (params.get('key') !== appKey || params.get('secret') !== secret)
        return said('4005', 'key or secret is wrong', {}, 0)
      const platform = SOURCES[source]
      const answer = platform && METHODS[call]?.(state, platform, params, request.origin)
      if (!answer) return said('4010', `no API ${method}`, {}, today())
      return answer === 'nothing'
        ? said('2000', 'item-not-found', { item: [] as unknown as JsonObject }, today())
        : said('0000', '', answer, today())
    },
    refuse(fault) {
      if (fault.kind === 'ban') return said('4013', '您今日的调用次数超过上限', {}, QUOTA)
      if (fault.kind === 'expired-token') return said('4007', '你的授权已经过期', {}, today())
      return said(fault.code ?? '5000', fault.message ?? 'unknown error', {}, today())
    },
  }
}

type Method = (
  state: SandboxState,
  platform: MarketPlatform,
  params: ReadonlyMap<string, string>,
  origin: string,
) => JsonObject | 'nothing'

const METHODS: Readonly<Record<string, Method>> = {
  item_get(state, platform, params, origin) {
    const id = params.get('num_iid') ?? ''
    const item = state.shelf.item(platform, id) ?? state.shelf.sku(platform, id)?.item
    if (!item?.onSale) return 'nothing'
    return { item: itemShape(item, origin, params.get('lang') === 'en') }
  },
  item_password(state, platform, params) {
    const word = params.get('word') ?? ''
    const code = /[A-Za-z0-9]{11}/.exec(word)?.[0] ?? ''
    const item = itemOfCode(state.shelf, code) ?? itemOfToken(state.shelf, platform, word)
    return item ? { item: { num_iid: item.externalId, url: pageOf(item), word, error: '' } } : 'nothing'
  },
}
