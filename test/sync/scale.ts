/** Sizes of the convergence test, by SYNC_TEST; without it small enough for every run of all tests. */
export interface Scale {
  readonly name: 'short' | 'medium' | 'long'
  /** Of two SKUs each, on sale in both shops. */
  readonly products: number
  readonly orders: number
  /** Number of orders that are still open at the first read. */
  readonly live: number
  readonly days: number
  readonly changes: number
  /** What each platform permits the app, calls in any second; beyond it there is a ban. */
  readonly permitted: number
  /** Rate limit of all workers together. */
  readonly callsPerSecond: number
  readonly everySeconds: number
  readonly patienceMs: number
  /** Rest between two looks whether all agree, and two comparisons. */
  readonly lookMs: number
  readonly compareMs: number
}

const SHORT: Scale = {
  name: 'short',
  products: 120,
  orders: 150,
  live: 100,
  days: 10,
  changes: 400,
  permitted: 50,
  callsPerSecond: 40,
  everySeconds: 2,
  patienceMs: 120_000,
  lookMs: 100,
  compareMs: 500,
}

const SCALES: Readonly<Record<Scale['name'], Scale>> = {
  short: SHORT,
  medium: {
    ...SHORT,
    name: 'medium',
    products: 2_000,
    orders: 3_000,
    live: 300,
    days: 60,
    changes: 1_000,
    permitted: 250,
    callsPerSecond: 200,
    everySeconds: 5,
    patienceMs: 900_000,
    lookMs: 1_000,
    compareMs: 5_000,
  },
  long: {
    ...SHORT,
    name: 'long',
    products: 20_000,
    orders: 50_000,
    live: 300,
    days: 80,
    changes: 5_000,
    permitted: 250,
    callsPerSecond: 200,
    everySeconds: 60,
    patienceMs: 2 * 3600_000,
    lookMs: 5_000,
    compareMs: 20_000,
  },
}

export const SCALE: Scale = SCALES[(process.env.SYNC_TEST ?? 'short') as Scale['name']] ?? SHORT
