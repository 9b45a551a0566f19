const PATHS = {
  overview: 'M3 12h4l3-8 4 16 3-8h4',
  shops: 'M4 10v9h16v-9M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0M10 19v-5h4v5',
  failures: 'M12 4 2.5 20h19L12 4Zm0 6v5m0 2.5v.5',
  mapping: 'M4 7h6a4 4 0 0 1 4 4v2a4 4 0 0 0 4 4h2M17 14l3 3-3 3M4 17h5',
  alerts: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4l2-2Zm4 5h4',
  reconciliation: 'M12 4v16M6 20h12M5 7h14M5 7l-3 7h6L5 7Zm14 0-3 7h6l-3-7Z',
  purchases: 'M4 5h2l2 10h10l2-7H7M9 19.5h.5m7 0h.5',
  orders: 'M6 3h9l4 4v14H6V3Zm9 0v4h4M9 12h7M9 16h7',
  products: 'M4 4h7v7H4V4Zm9 0h7v7h-7V4ZM4 13h7v7H4v-7Zm9 0h7v7h-7v-7Z',
  imports: 'M12 3v11m0 0 4-4m-4 4-4-4M4 16v4h16v-4',
  prices: 'M3 12V4h8l10 10-8 8L3 12Zm5-4h.5',
  categories: 'M5 4v14h5M5 9h5M12 6h8v5h-8V6Zm0 9h8v5h-8v-5Z',
  translations: 'M3 6h10M8 3v3c0 5-2 8-5 9m2-6c1 3 3 5 7 6m1 5 4-10 4 10m-7-3h6',
  stock: 'M3 8l9-4 9 4v9l-9 4-9-4V8Zm0 0 9 4 9-4M12 12v9',
} as const

export type IconName = keyof typeof PATHS

/** Next to a word, therefore not read out. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
