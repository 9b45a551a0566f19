import type { Palette } from './palette.ts'

/** Things for the table. All stand on y = 168 in a field of 200 by 200. */
export function Tea({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path
        d="M142 118q32-8 26 22-5 22-34 16"
        fill="none"
        stroke={deep}
        strokeWidth="9"
        strokeLinecap="round"
      />
      <path d="M62 128Q40 124 34 98q-2-8 8-6 12 3 26 18z" fill={mid} />
      <path d="M56 126c0-22 20-34 46-34s46 12 46 34c0 28-16 42-46 42s-46-14-46-42z" fill={mid} />
      <path d="M58 136q44 16 88 0-4 32-44 32t-44-32z" fill={deep} opacity=".35" />
      <path d="M70 96q32-16 64 0-8-18-32-18t-32 18z" fill={deep} />
      <circle cx="102" cy="74" r="7" fill={pop} />
      <path
        d="M84 58q-8-10 0-18t0-18M104 54q-8-10 0-18t0-18"
        fill="none"
        stroke={light}
        strokeWidth="5"
        strokeLinecap="round"
      />
    </>
  )
}

export function Ceramics({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path
        d="M82 44h36l-4 24c26 12 36 34 30 60-4 20-14 32-22 40H78c-8-8-18-20-22-40-6-26 4-48 30-60z"
        fill={light}
      />
      <path d="M57 118q43 18 86 0l1 16q-44 18-88 0z" fill={mid} />
      <path d="M60 100q40 16 80 0M62 146q38 14 76 0" fill="none" stroke={mid} strokeWidth="4" />
      <path d="M80 44h40v9H80z" fill={deep} />
      <path
        d="M100 44q2-22 24-28M100 44q-4-20-22-22"
        fill="none"
        stroke={deep}
        strokeWidth="4"
        strokeLinecap="round"
      />
      <g fill={pop}>
        <circle cx="126" cy="16" r="7" />
        <circle cx="76" cy="21" r="6" />
        <circle cx="108" cy="28" r="5" />
      </g>
      <g fill={light}>
        <circle cx="82" cy="131" r="4" />
        <circle cx="100" cy="134" r="5" />
        <circle cx="118" cy="131" r="4" />
      </g>
    </>
  )
}

export function Snacks({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <ellipse cx="100" cy="112" rx="62" ry="20" fill={deep} />
      <g fill={light}>
        <path d="M50 108q2-34 28-34t28 34q-28 12-56 0z" />
        <path d="M94 108q2-36 29-36t27 36q-28 12-56 0z" />
        <path d="M72 114q2-32 28-32t28 32q-28 14-56 0z" />
      </g>
      <path d="M100 82v12M92 84l5 10M108 84l-5 10" stroke={mid} strokeWidth="3" strokeLinecap="round" />
      <path d="M38 112q62 30 124 0v38q-62 34-124 0z" fill={mid} />
      <path d="M38 132q62 32 124 0" fill="none" stroke={deep} strokeWidth="3" opacity=".6" />
      <path d="M62 122v34M86 128v35M114 128v35M138 122v34" stroke={deep} strokeWidth="3" opacity=".4" />
      <path
        d="M84 62q-8-9 0-17t0-17M114 60q-8-9 0-17t0-17"
        fill="none"
        stroke={light}
        strokeWidth="5"
        strokeLinecap="round"
      />
      <circle cx="100" cy="148" r="11" fill={pop} />
    </>
  )
}

export function Kitchenware({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path d="M140 118l48-30" stroke={deep} strokeWidth="11" strokeLinecap="round" />
      <path d="M26 114h128q-4 54-64 54t-64-54z" fill={deep} />
      <ellipse cx="90" cy="114" rx="64" ry="15" fill={mid} />
      <ellipse cx="90" cy="112" rx="52" ry="10" fill={light} opacity=".6" />
      <path d="M64 110q10-26 30-24-2 20-30 24z" fill={pop} />
      <circle cx="112" cy="106" r="9" fill={pop} opacity=".75" />
      <path
        d="M72 66q-8-10 0-18t0-18M100 60q-8-10 0-18t0-18"
        fill="none"
        stroke={light}
        strokeWidth="5"
        strokeLinecap="round"
      />
    </>
  )
}

export function Skincare({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <path
        d="M52 96h56a10 10 0 0 1 10 10v52a10 10 0 0 1-10 10H52a10 10 0 0 1-10-10v-52a10 10 0 0 1 10-10z"
        fill={mid}
      />
      <path d="M66 74h28v22H66z" fill={deep} />
      <path d="M74 74V50q0-10 6-10t6 10v24z" fill={pop} />
      <rect x="52" y="116" width="56" height="30" rx="5" fill={light} />
      <path d="M64 131q8-12 16 0t16 0" fill="none" stroke={mid} strokeWidth="4" strokeLinecap="round" />
      <ellipse cx="142" cy="134" rx="27" ry="8" fill={deep} />
      <path d="M115 134h54v24q0 10-10 10h-34q-10 0-10-10z" fill={light} />
      <path d="M142 126c-16-6-16-28 0-38 16 10 16 32 0 38z" fill={pop} opacity=".85" />
    </>
  )
}

export function Calligraphy({ deep, mid, light, pop }: Palette) {
  return (
    <>
      <rect x="34" y="46" width="96" height="122" rx="4" fill={light} />
      <path d="M58 106a26 26 0 1 1 18 26" fill="none" stroke={deep} strokeWidth="11" strokeLinecap="round" />
      <path d="M46 152h30" stroke={mid} strokeWidth="4" />
      <rect x="104" y="142" width="16" height="16" rx="3" fill={pop} />
      <path d="M172 30l-34 82" stroke={mid} strokeWidth="10" strokeLinecap="round" />
      <path d="M141 106l-13 36q18-8 23-30z" fill={deep} />
      <circle cx="173" cy="27" r="6" fill={pop} />
    </>
  )
}
