import { stableNumber } from '../state/ids.ts'
import type { Grant } from '../state/tokens.ts'
import { aopTime } from '../wire/china-time.ts'

const secondsLeft = (at: Date | undefined, now: Date) =>
  at ? Math.max(0, Math.round((at.getTime() - now.getTime()) / 1000)) : 0

/** Taobao (protocols.md 1.8): r1…w2 are the lives of the security levels; the nick is URL-encoded. */
export function taobaoToken(grant: Grant, now: Date): Record<string, unknown> {
  const life = secondsLeft(grant.expiresAt, now)
  return {
    access_token: grant.accessToken,
    token_type: 'Bearer',
    expires_in: life,
    refresh_token: grant.refreshToken,
    re_expires_in: secondsLeft(grant.refreshExpiresAt, now),
    r1_expires_in: life,
    r2_expires_in: life,
    w1_expires_in: life,
    w2_expires_in: life,
    taobao_user_id: String(stableNumber(grant.shop)),
    taobao_user_nick: encodeURIComponent(grant.shop),
  }
}

/** JD (protocols.md 2.6): `time` is epoch milliseconds. */
export function jdToken(grant: Grant, now: Date): Record<string, unknown> {
  return {
    access_token: grant.accessToken,
    expires_in: secondsLeft(grant.expiresAt, now),
    refresh_token: grant.refreshToken,
    scope: 'snsapi_base',
    open_id: `open-${stableNumber(grant.shop)}`,
    uid: grant.shop,
    time: now.getTime(),
    token_type: 'bearer',
    code: 0,
  }
}

/** 1688 (protocols.md 3.8): `expires_in` is text; a refresh answers without a new refresh token. */
export function aopToken(grant: Grant, now: Date, first: boolean): Record<string, unknown> {
  return {
    access_token: grant.accessToken,
    expires_in: String(secondsLeft(grant.expiresAt, now)),
    aliId: String(stableNumber(grant.shop)),
    resource_owner: grant.shop,
    memberId: `b2b-${grant.shop}`,
    ...(first
      ? {
          refresh_token: grant.refreshToken,
          refresh_token_timeout: aopTime(grant.refreshExpiresAt ?? now),
        }
      : {}),
  }
}

/** Taobao Global (purchasing.md 1.1). */
export function iopToken(grant: Grant, now: Date): Record<string, unknown> {
  return {
    access_token: grant.accessToken,
    expires_in: secondsLeft(grant.expiresAt, now),
    refresh_token: grant.refreshToken,
    refresh_expires_in: secondsLeft(grant.refreshExpiresAt, now),
    user_id: String(stableNumber(grant.shop)),
    seller_id: String(stableNumber(`${grant.shop}-seller`)),
    account: grant.shop,
    account_id: String(stableNumber(grant.shop)),
    account_platform: 'taobao',
    short_code: 'CN',
  }
}

/** JD VOP generation A (purchasing.md 2.1): the refresh token's end is an absolute time in milliseconds. */
export function vopToken(grant: Grant, now: Date): Record<string, unknown> {
  return {
    access_token: grant.accessToken,
    expires_in: secondsLeft(grant.expiresAt, now),
    time: now.getTime(),
    refresh_token: grant.refreshToken,
    refresh_token_expires: (grant.refreshExpiresAt ?? now).getTime(),
    uid: grant.shop,
  }
}
