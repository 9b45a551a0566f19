/** Code that is mutated together, and the tests that have to notice. */
export interface MutatedPart {
  /** Globs, from the project's root. */
  readonly code: readonly string[]
  readonly tests: readonly string[]
  /** Number of processes that run tests. Default: 2. */
  readonly workers?: number
}

/** A part fails when its tests notice fewer of its changes, in percent. */
export const LEAST_SHARE = 85

/** The parts where a wrong line costs money or goods, with the tests next to them. */
export const MUTATED_PARTS = {
  cursors: { code: ['src/realtime/cursor.ts'], tests: ['src/realtime/cursor.test.ts'] },
  queue: { code: ['src/realtime/queue.ts'], tests: ['src/realtime/queue.test.ts'] },
  limits: { code: ['src/server/limits/*.ts'], tests: ['src/server/limits/*.test.ts'] },
  signatures: {
    code: [
      'src/connectors/{same-signature,*/sign,*/webhook,qimen/callbacks}.ts',
      'src/media/signed-address.ts',
      'src/server/payment-webhook.ts',
    ],
    tests: [
      'src/connectors/{same-signature,*/sign,*/webhook,qimen/callbacks}.test.ts',
      'src/media/signed-address.test.ts',
      'src/server/payment-webhook.test.ts',
    ],
  },
  mapping: {
    code: ['src/sync/mapping/{compile,converters,source-path,targets}.ts', 'src/connectors/gmt8.ts'],
    tests: [
      'src/sync/mapping/{compile,converters,source-path,targets}.test.ts',
      'src/connectors/gmt8.test.ts',
    ],
  },
  tracking: {
    code: ['src/domain/tracking.ts', 'src/domain/parcel-number.ts'],
    tests: ['src/domain/tracking.test.ts', 'src/domain/parcel-number.test.ts'],
  },
  money: {
    code: ['src/domain/{fraction,money,convert-money,price-rule}.ts'],
    tests: ['src/domain/{fraction,money,convert-money,price-rule}.test.ts'],
  },
  stock: { code: ['src/domain/stock.ts'], tests: ['src/domain/stock.test.ts'] },
  reservations: {
    code: ['src/inventory/{reserve,release}.ts'],
    tests: ['src/inventory/{reserve,release,sku-sums}.test.ts'],
  },
  ledger: {
    code: ['src/inventory/{apply-changes,level-change,adjust-stock}.ts', 'src/store/stock-level.ts'],
    tests: ['src/inventory/{adjust-stock,ledger,level-change}.test.ts', 'src/store/stock-level.test.ts'],
  },
  payments: {
    code: ['src/orders/{take-payment,settle-payment,payment-event}.ts'],
    tests: ['src/orders/{take-payment,take-refund,settle-payment,payment-event,payment-history}.test.ts'],
  },
} as const satisfies Record<string, MutatedPart>

export type PartName = keyof typeof MUTATED_PARTS
