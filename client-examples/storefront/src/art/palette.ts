/** The tones of one picture. */
export interface Palette {
  readonly sky: string
  readonly ground: string
  readonly deep: string
  readonly mid: string
  readonly light: string
  readonly pop: string
}

/** Hue of a kind of goods, in degrees: celadon for tea, cobalt for porcelain, vermilion for robes… */
const HUES: Readonly<Record<string, number>> = {
  tea: 128,
  ceramics: 214,
  hanfu: 352,
  'phone-cases': 268,
  'mechanical-keyboards': 236,
  stationery: 42,
  skincare: 328,
  snacks: 26,
  figurines: 14,
  calligraphy: 204,
  kitchenware: 184,
  outdoor: 92,
}

/** FNV-1a: the same number for the same text on every device. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Near the hue of its kind, and a little different for each product. */
export function paletteOf(kind: string | null | undefined, id: string): Palette {
  const hash = hashOf(id)
  const hue = (HUES[kind ?? ''] ?? hash % 360) + ((hash >>> 4) % 37) - 18
  const tone = (turn: number, saturation: number, lightness: number) =>
    `hsl(${(hue + turn + 360) % 360} ${saturation}% ${lightness}%)`
  return {
    sky: tone(0, 46, 91),
    ground: tone(24, 48, 80),
    deep: tone(6, 44, 29),
    mid: tone(0, 42, 48),
    light: tone(-8, 58, 96),
    pop: tone(150 + ((hash >>> 9) % 60), 66, 58),
  }
}
