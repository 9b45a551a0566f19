import sharp from 'sharp'
import type { Page } from '../http/serve.ts'
import { pictureReply } from '../http/wire-reply.ts'
import { stableNumber } from '../state/ids.ts'

const IMAGE = /^\/images\/([a-z0-9-]{1,40})\.(svg|png)$/i

/**
 * `/images/<key>.svg` and `.png`: a picture for every product, drawn from its key, the same each time. Items have the
 * PNG, as marketplaces give pixels.
 */
export const imagePage: Page = async (request) => {
  const [, key, type] = IMAGE.exec(request.path) ?? []
  if (key === undefined) return undefined
  const svg = drawingOf(key)
  if (type === 'svg') return pictureReply('image/svg+xml', svg)
  return pictureReply('image/png', await sharp(Buffer.from(svg)).png().toBuffer())
}

function drawingOf(key: string): string {
  const hue = stableNumber(key) % 360
  const tilt = stableNumber(`${key}tilt`) % 90
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 400 400">` +
    `<defs><linearGradient id="g" gradientTransform="rotate(${tilt} .5 .5)">` +
    `<stop stop-color="hsl(${hue} 70% 88%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 65% 72%)"/>` +
    `</linearGradient></defs><rect width="400" height="400" fill="url(#g)"/>` +
    `<circle cx="200" cy="185" r="96" fill="hsl(${hue} 55% 55%)" opacity=".85"/>` +
    `<rect x="${112 + tilt / 3}" y="150" width="160" height="160" rx="28" fill="hsl(${(hue + 180) % 360} 45% 62%)" opacity=".7"/>` +
    `<text x="200" y="372" text-anchor="middle" font-family="sans-serif" font-size="26" fill="hsl(${hue} 40% 28%)">${key}</text>` +
    `</svg>`
  )
}
