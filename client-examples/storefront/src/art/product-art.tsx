import { type ComponentType, memo } from 'react'
import { Figurines, Hanfu, Keyboards, Outdoor, Parcel, PhoneCases, Stationery } from './motifs-room.tsx'
import { Calligraphy, Ceramics, Kitchenware, Skincare, Snacks, Tea } from './motifs-table.tsx'
import { hashOf, type Palette, paletteOf } from './palette.ts'
import { Backdrop } from './pattern.tsx'

const MOTIFS: Readonly<Record<string, ComponentType<Palette>>> = {
  tea: Tea,
  ceramics: Ceramics,
  hanfu: Hanfu,
  'phone-cases': PhoneCases,
  'mechanical-keyboards': Keyboards,
  stationery: Stationery,
  skincare: Skincare,
  snacks: Snacks,
  figurines: Figurines,
  calligraphy: Calligraphy,
  kitchenware: Kitchenware,
  outdoor: Outdoor,
}

interface ArtProps {
  /** The kind of goods; a parcel is drawn of what is not known. */
  readonly kind: string | null | undefined
  /** Of the product: the same picture for it everywhere. */
  readonly id: string
}

/** A picture in place of a photograph, which the catalogue has none of: drawn, sharp at every size, no request. */
export const ProductArt = memo(function ProductArt({ kind, id }: ArtProps) {
  const hash = hashOf(id)
  const palette = paletteOf(kind, id)
  const Motif = MOTIFS[kind ?? ''] ?? Parcel
  return (
    <svg
      className="art"
      viewBox="0 0 200 200"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <Backdrop id={hash.toString(36)} hash={hash} palette={palette} />
      <g transform={hash % 2 === 0 ? undefined : 'translate(200) scale(-1 1)'}>
        <Motif {...palette} />
      </g>
    </svg>
  )
})
