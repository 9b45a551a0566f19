/** A table of exchange rates as somebody publishes it, once a day at most. */
export interface PublishedRates {
  /** The day that it is of, as `2026-11-27`. */
  readonly day: string
  /** Units of each currency for one unit of a currency that all have in common, as decimals. CNY is among them. */
  readonly rates: ReadonlyMap<string, string>
}

/** Who publishes exchange rates. Throws only the classes of domain/upstream-error.ts, or the signal's reason. */
export interface RateSource {
  /** For operators and metrics: `ecb`. */
  readonly name: string
  readRates(signal?: AbortSignal): Promise<PublishedRates>
}
