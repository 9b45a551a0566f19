import { z } from 'zod'
import { Misconfigured, RateLimited, Rejected, Transient } from '../../../domain/upstream-error.ts'
import { apiCaller } from '../../api-caller.ts'
import { untilMidnightGmt8 } from '../../gmt8.ts'
import type { HttpAnswer, HttpRequest } from '../../http-client.ts'
import { readAs, readJson } from '../../json-answer.ts'
import type { Rates } from '../../turns.ts'
import type { Upstream } from '../../upstream.ts'
import { int, text } from '../../wire.ts'

export interface ItemDataOptions {
  /** `https://api-gw.onebound.cn`. */
  readonly endpoint: string
  readonly key: string
  readonly secret: string
  readonly upstream: Upstream
  readonly rates?: Rates
  /** Told after every answer: it costs money, also when it found nothing. */
  readonly onAnswer?: (answer: ItemDataAnswer) => void
}

/** Account data in an answer. */
export interface ItemDataAnswer {
  readonly call: string
  readonly outcome: 'found' | 'nothing' | 'failed'
  /** Calls of the day that the provider counts, and how many it allows; null where it does not say. */
  readonly usedToday: number | null
  readonly dailyQuota: number | null
}

type Params = Readonly<Record<string, string | undefined>>

const DEFAULT_RATES: Rates = { app: { perSecond: 5, burst: 10 }, shop: { perSecond: 5, burst: 10 } }
const NAME = 'ITEM_DATA'

const envelope = z.looseObject({
  error: text.nullish().catch(null),
  reason: text.nullish().catch(null),
  error_code: text.nullish().catch(null),
  api_info: z.string().nullish().catch(null),
})

/** The provider found nothing: the item is gone, and asking again is paid again. */
export const NOTHING = 'nothing-found'
const RETRY = new Set(['4000', '4001', '4002', '4008', '4009', '4017', '5000'])
const SETTINGS = new Set(['4004', '4005', '4006', '4007', '4010', '4012'])
const QUOTA = new Set(['4013', '4016'])
/** Pause in ms until one call asks whether more calls of the day were bought. */
const QUOTA_PAUSE_MS = 900_000

/** Speaks the data API of docs/protocols/items.md: GET, key and secret in the query, HTTP 200 also for a refusal. */
export function itemDataClient({
  endpoint,
  key,
  secret,
  upstream,
  rates = DEFAULT_RATES,
  onAnswer,
}: ItemDataOptions) {
  const request = (path: string, own: Params): HttpRequest => {
    const params = new URLSearchParams({ key, secret })
    for (const [name, value] of Object.entries(own)) if (value !== undefined) params.set(name, value)
    return { method: 'GET', url: `${endpoint}/${path}/?${params}` }
  }

  function read<S extends z.ZodType>(path: string, schema: S, answer: HttpAnswer): z.output<S> {
    const body = readAs(envelope, readJson(answer, NAME), NAME, path)
    const refusal = refusalOf(body, upstream.clock.now())
    onAnswer?.({
      call: path,
      outcome: !refusal ? 'found' : refusal.code === NOTHING ? 'nothing' : 'failed',
      ...countsOf(body.api_info ?? ''),
    })
    if (refusal) throw refusal
    return readAs(schema, body, NAME, path)
  }

  return {
    upstream,
    call: apiCaller<Params>({
      upstream,
      platform: NAME,
      api: 'item-data',
      app: key,
      secret,
      rates,
      request,
      read,
    }),
  }
}

function refusalOf({ error, reason, error_code }: z.output<typeof envelope>, now: number) {
  const code = error_code ?? ''
  // Some refusals have the same words in both.
  const said = [...new Set([error, reason])].filter(Boolean).join(': ')
  const detail = {
    upstream: NAME,
    message: said || `refused with code ${code}`,
    code: code || 'refused',
  } as const
  if (/item-not-found/i.test(said) || code === '2000') return new Rejected({ ...detail, code: NOTHING })
  if (code === '0000' || (code === '' && said === '')) return null
  if (QUOTA.has(code) || said.includes('超过'))
    return new RateLimited({
      ...detail,
      message: `${detail.message} (the calls of the day are used up; they begin anew at midnight, GMT+8, and it is asked again every ${QUOTA_PAUSE_MS / 60_000} minutes in case more were bought)`,
      scope: 'app',
      retryAfterMs: Math.min(QUOTA_PAUSE_MS, untilMidnightGmt8(now)),
    })
  if (SETTINGS.has(code) || said.includes('授权')) return new Misconfigured(detail)
  if (RETRY.has(code)) return new Transient(detail)
  return new Rejected(detail)
}

/** `today:9 max:10000[09...]`. */
function countsOf(info: string): Pick<ItemDataAnswer, 'usedToday' | 'dailyQuota'> {
  const counted = (name: string) =>
    int.safeParse(new RegExp(`${name}:\\s*(\\d+)`).exec(info)?.[1]).data ?? null
  return { usedToday: counted('today'), dailyQuota: counted('max') }
}
