import type { z } from 'zod'
import type { UpstreamName } from '../domain/upstream-error.ts'
import type { ShopCredentials } from './credentials.ts'
import type { HttpAnswer, HttpRequest } from './http-client.ts'
import type { Rates } from './turns.ts'
import type { Upstream } from './upstream.ts'

/** One call of a platform's API, as the parts of a connector describe it. */
export interface ApiCall<S extends z.ZodType, Params, Shop = ShopCredentials> {
  /** Null, where the API has such calls: it needs no user. */
  readonly shop: Shop
  /** Name or path of the call, as the platform spells it. */
  readonly method: string
  /** Business parameters. */
  readonly params: Params
  /** Of the business part of the answer. */
  readonly answer: S
  /** False: never sent again after a lost answer. */
  readonly repeatable?: boolean
  /** Ids or rows that it carries. */
  readonly items?: number
  /** Parameters that must never appear in messages. */
  readonly secrets?: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** Common part of all calls of one client. */
export interface ApiOptions<Params> {
  readonly upstream: Upstream
  readonly platform: UpstreamName
  /** The connector's name. */
  readonly api: string
  readonly app: string
  readonly secret: string
  readonly rates: Rates
  /** Signs and writes one attempt. */
  readonly request: (method: string, params: Params, now: Date, accessToken: string | null) => HttpRequest
  /** Unwraps the envelope, throws its error if it has one, and reads the rest. */
  readonly read: <S extends z.ZodType>(method: string, answer: S, reply: HttpAnswer) => z.output<S>
}

/** Calls of one client, all under the policy of `upstream`. */
export function apiCaller<Params>({
  upstream,
  platform,
  secret,
  request,
  read,
  ...common
}: ApiOptions<Params>) {
  return <S extends z.ZodType>({
    shop,
    method,
    params,
    answer,
    repeatable = true,
    items,
    secrets = [],
    signal,
  }: ApiCall<S, Params, ShopCredentials | null>): Promise<z.output<S>> =>
    upstream.call({
      ...common,
      upstream: platform,
      shop,
      method,
      repeatable,
      secrets: [secret, ...secrets],
      signal,
      ...(items === undefined ? {} : { items }),
      request: ({ now, accessToken }) => request(method, params, now, accessToken),
      read: (reply) => read(method, answer, reply),
    })
}
