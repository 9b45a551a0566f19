const PATHS = {
  overview: 'M3 12h4l3-8 4 16 3-8h4',
  shops: 'M4 10v9h16v-9M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0M10 19v-5h4v5',
  failures: 'M12 4 2.5 20h19L12 4Zm0 6v5m0 2.5v.5',
  mapping: 'M4 7h6a4 4 0 0 1 4 4v2a4 4 0 0 0 4 4h2M17 14l3 3-3 3M4 17h5',
  alerts: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4l2-2Zm4 5h4',
  reconciliation: 'M12 4v16M6 20h12M5 7h14M5 7l-3 7h6L5 7Zm14 0-3 7h6l-3-7Z',
  purchases: 'M4 5h2l2 10h10l2-7H7M9 19.5h.5m7 0h.5',
  orders: 'M6 3h9l4 4v14H6V3Zm9 0v4h4M9 12h7M9 16h7',
  stock: 'M3 8l9-4 9 4v9l-9 4-9-4V8Zm0 0 9 4 9-4M12 12v9',
} as const

export type IconName = keyof typeof PATHS

/** Beside a word, therefore not read out. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
