import type { Palette } from './palette.ts'

/** Background pattern: waves, clouds, lattice or dots, faintly. */
const PATTERNS = [
  (colour: string) => (
    <g fill="none" stroke={colour} strokeWidth="1.6">
      <circle cx="20" cy="20" r="18" />
      <circle cx="20" cy="20" r="11" />
      <circle cx="0" cy="40" r="18" />
      <circle cx="40" cy="40" r="18" />
    </g>
  ),
  (colour: string) => (
    <path d="M0 20h20V0M20 40V20h20M8 12h6v6M32 28h-6v-6" fill="none" stroke={colour} strokeWidth="1.6" />
  ),
  (colour: string) => (
    <g fill={colour}>
      <circle cx="10" cy="10" r="2.4" />
      <circle cx="30" cy="30" r="2.4" />
    </g>
  ),
  (colour: string) => (
    <path d="M0 12q10-10 20 0t20 0M0 32q10-10 20 0t20 0" fill="none" stroke={colour} strokeWidth="1.6" />
  ),
]

export function Backdrop({ id, hash, palette }: { id: string; hash: number; palette: Palette }) {
  const pattern = PATTERNS[hash % PATTERNS.length]
  return (
    <>
      <defs>
        <linearGradient id={`g${id}`} gradientTransform={`rotate(${35 + (hash % 40)})`}>
          <stop stopColor={palette.sky} />
          <stop offset="1" stopColor={palette.ground} />
        </linearGradient>
        <pattern id={`p${id}`} width="40" height="40" patternUnits="userSpaceOnUse">
          {pattern?.(palette.mid)}
        </pattern>
      </defs>
      <rect width="200" height="200" fill={`url(#g${id})`} />
      <rect width="200" height="200" fill={`url(#p${id})`} opacity=".13" />
      <circle
        cx={140 + (hash % 30)}
        cy={48 + ((hash >>> 3) % 24)}
        r="30"
        fill={palette.light}
        opacity=".75"
      />
      <ellipse cx="100" cy="170" rx="66" ry="9" fill={palette.deep} opacity=".14" />
    </>
  )
}
