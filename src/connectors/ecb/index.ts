import type { RateSource } from '../rates.ts'
import type { Upstream } from '../upstream.ts'
import { readTable } from './table.ts'

export const ECB_TABLE = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml'

/** The European Central Bank's reference rates of a working day. Source: docs/protocols/ecb.md. */
export function ecbRates(upstream: Upstream, url: string): RateSource {
  return {
    name: 'ecb',
    readRates: (signal) =>
      upstream.call({
        upstream: 'ECB',
        api: 'ecb',
        app: 'public',
        shop: null,
        method: 'eurofxref-daily',
        repeatable: true,
        rates: { app: { perSecond: 1, burst: 2 }, shop: { perSecond: 1, burst: 2 } },
        secrets: [],
        signal,
        request: () => ({ method: 'GET', url, headers: { accept: 'application/xml' } }),
        read: readTable,
      }),
  }
}
