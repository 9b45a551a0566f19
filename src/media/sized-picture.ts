import { buffer } from 'node:stream/consumers'
import pLimit from 'p-limit'
import sharp from 'sharp'
import type { MediaStore, StoredMedia } from '../connectors/media-store.ts'
import type { PictureWidth, PublicPicture } from '../domain/upload.ts'
import { pictureKey, sizeKey } from './keys.ts'

export const SIZED_TYPE = 'image/webp'

/** Pictures drawn at the same time by one process: each takes a core. */
const AT_ONCE = 2
/** Pictures that may wait for their turn; more are refused. */
const MOST_WAITING = 200

/** Too many pictures are waiting to be drawn: ask again in a few seconds. */
export class TooManySizes extends Error {
  override readonly name = 'TooManySizes'
}

export interface SizedPictures {
  /**
   * A picture of a product in this width, WebP, never wider than it is. Made when it is asked for the first time, once,
   * however many ask. Null: there is no such picture.
   * @param beforeDrawing called before drawing; its errors are rethrown
   */
  get(
    picture: PublicPicture,
    width: PictureWidth,
    beforeDrawing: () => Promise<void>,
  ): Promise<StoredMedia | null>
}

export function sizedPictures(store: MediaStore, onStored: (bytes: number) => void): SizedPictures {
  const turn = pLimit(AT_ONCE)
  const underWay = new Map<string, Promise<boolean>>()

  async function draw(picture: PublicPicture, width: PictureWidth): Promise<boolean> {
    const original = await store.get(pictureKey(picture))
    if (!original) return false
    const data = await sharp(await buffer(original.stream), { failOn: 'none' })
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer()
    await store.put(sizeKey(picture, width), { data }, SIZED_TYPE)
    onStored(data.length)
    return true
  }

  return {
    async get(picture, width, beforeDrawing) {
      const key = sizeKey(picture, width)
      const ready = await store.get(key)
      if (ready) return ready
      let drawing = underWay.get(key)
      if (!drawing) {
        if (turn.pendingCount >= MOST_WAITING) throw new TooManySizes('too many pictures are to be drawn')
        drawing = (async () => {
          await beforeDrawing()
          return turn(() => draw(picture, width))
        })().finally(() => underWay.delete(key))
        underWay.set(key, drawing)
      }
      return (await drawing) ? store.get(key) : null
    },
  }
}
