import type { Palette } from './palette.ts'

/** Things to wear, to use and to look at. All stand on y = 168 in a field of 200 by 200. */
export function Hanfu({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path d="M74 48L30 92l4 46 22-6 10-34v70h68V98l10 34 22 6 4-46-44-44z" fill={mid} />
      <path d="M74 48h52l-26 26z" fill={light} />
      <path d="M74 48l40 62M126 48l-40 62" stroke={light} strokeWidth="8" />
      <path d="M66 106h68v15H66z" fill={pop} />
      <path d="M96 121h8l6 38h-20z" fill={pop} opacity=".8" />
      <path d="M34 138l22-6M166 138l-22-6M66 158h68" stroke={deep} strokeWidth="6" />
    </>
  )
}

export function PhoneCases({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <rect x="64" y="30" width="72" height="138" rx="16" fill={deep} />
      <rect x="69" y="35" width="62" height="128" rx="12" fill={mid} />
      <rect x="76" y="42" width="28" height="28" rx="9" fill={deep} />
      <circle cx="84" cy="50" r="5" fill={light} />
      <circle cx="96" cy="62" r="5" fill={light} />
      <path d="M69 126q16-20 31 0t31 0v25q0 12-12 12H81q-12 0-12-12z" fill={pop} />
      <path d="M69 140q16-18 31 0t31 0" fill="none" stroke={light} strokeWidth="4" />
      <circle cx="112" cy="98" r="11" fill={light} />
    </>
  )
}

const KEYS = [0, 1, 2, 3, 4, 5].flatMap((column) => [0, 1, 2].map((row) => [column, row] as const))

export function Keyboards({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path d="M150 84V56q0-14-16-14H92" fill="none" stroke={deep} strokeWidth="5" strokeLinecap="round" />
      <path d="M28 88h144l8 68q1 12-12 12H32q-13 0-12-12z" fill={deep} />
      <path d="M28 84h144l7 60q1 10-10 10H31q-11 0-10-10z" fill={mid} />
      {KEYS.map(([column, row]) => (
        <rect
          key={`${column}${row}`}
          x={34 + column * 22.6 - row * 1.5}
          y={92 + row * 19}
          width="18"
          height="14"
          rx="4"
          fill={column === 5 && row === 2 ? pop : light}
        />
      ))}
      <rect x="72" y="148" width="58" height="3" rx="1.5" fill={light} />
    </>
  )
}

export function Stationery({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <rect x="46" y="40" width="88" height="128" rx="8" fill={deep} />
      <rect x="52" y="36" width="86" height="126" rx="7" fill={mid} />
      <rect x="70" y="62" width="52" height="30" rx="4" fill={light} />
      <path d="M78 73h36M78 82h22" stroke={mid} strokeWidth="4" strokeLinecap="round" />
      <path d="M118 36h10v40l-5-7-5 7z" fill={pop} />
      <path d="M160 62l12 5-26 76-12-5z" fill={light} />
      <path d="M160 62l12 5 4-12q2-8-4-10t-8 5z" fill={pop} />
      <path d="M134 138l12 5-12 15z" fill={deep} />
    </>
  )
}

export function Figurines({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path d="M58 168q-6-54 42-54t42 54z" fill={deep} />
      <path d="M78 168q-2-34 22-34t22 34z" fill={light} />
      <g fill={deep}>
        <circle cx="66" cy="52" r="16" />
        <circle cx="134" cy="52" r="16" />
      </g>
      <circle cx="100" cy="84" r="46" fill={light} />
      <g fill={deep}>
        <ellipse cx="81" cy="82" rx="11" ry="14" transform="rotate(24 81 82)" />
        <ellipse cx="119" cy="82" rx="11" ry="14" transform="rotate(-24 119 82)" />
        <ellipse cx="100" cy="100" rx="6" ry="4.5" />
      </g>
      <g fill={light}>
        <circle cx="83" cy="80" r="4" />
        <circle cx="117" cy="80" r="4" />
      </g>
      <path d="M92 108q8 7 16 0" fill="none" stroke={deep} strokeWidth="3" strokeLinecap="round" />
      <path d="M68 122q32 18 64 0l3 10q-35 20-70 0z" fill={pop} />
      <circle cx="100" cy="141" r="7" fill={mid} />
    </>
  )
}

export function Outdoor({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path d="M12 168l52-92 30 50 22-34 72 76z" fill={mid} opacity=".45" />
      <path d="M64 76l14 23-12 8-10-6-8 3z" fill={light} />
      <path d="M100 84l62 84H38z" fill={mid} />
      <path d="M100 84l22 84H78z" fill={deep} />
      <path d="M100 84l10 84H90z" fill={pop} />
      <path d="M100 84v-12" stroke={deep} strokeWidth="5" strokeLinecap="round" />
      <path d="M16 168h168" stroke={deep} strokeWidth="5" strokeLinecap="round" />
    </>
  )
}

export function Parcel({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path d="M42 84h116v84H42z" fill={mid} />
      <path d="M42 84l16-26h84l16 26z" fill={deep} />
      <path d="M90 58h20v110H90z" fill={light} opacity=".8" />
      <rect x="116" y="130" width="28" height="22" rx="3" fill={pop} />
    </>
  )
}
