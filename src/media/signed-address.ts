import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Signed addresses of private files. An address works for everybody until it expires. */
export interface SignedAddresses {
  /** Path and query below our own address. */
  sign(uploadId: string, now: Date): string
  /** Whether the query of a request for this file is ours and has not expired. */
  isValid(uploadId: string, query: URLSearchParams, now: Date): boolean
}

/** @param keys 32 bytes each; the first signs, all are believed */
export function signedAddresses(keys: readonly [Buffer, ...Buffer[]], linkMs: number): SignedAddresses {
  const [current, ...former] = keys.map((key) =>
    Buffer.from(hkdfSync('sha256', key, '', 'haitao-graph media address', 32)),
  ) as [Buffer, ...Buffer[]]
  const signatureOf = (key: Buffer, uploadId: string, until: string) =>
    createHmac('sha256', key).update(`${uploadId} ${until}`).digest('base64url')
  return {
    sign(uploadId, now) {
      // Rounded to a minute: repeated questions give the same address, which browsers have cached.
      const until = String(Math.ceil((now.getTime() + linkMs) / 60_000) * 60)
      const query = new URLSearchParams({ until, signature: signatureOf(current, uploadId, until) })
      return `/media/files/${uploadId}?${query}`
    },
    isValid(uploadId, query, now) {
      const until = query.get('until') ?? ''
      const given = Buffer.from(query.get('signature') ?? '')
      if (!/^\d{1,12}$/.test(until) || Number(until) * 1_000 < now.getTime()) return false
      return [current, ...former].some((key) => {
        const right = Buffer.from(signatureOf(key, uploadId, until))
        return right.length === given.length && timingSafeEqual(right, given)
      })
    },
  }
}
