import { useState } from 'react'
import type { PictureFragment } from '../../../generated/storefront/graphql.ts'
import { ProductArt } from '../art/product-art.tsx'
import { sourcesOf } from './sources.ts'

interface Props {
  /** The first is shown. */
  readonly media: readonly PictureFragment[] | undefined
  /** Kind of goods and id: for the drawing. */
  readonly kind: string | null | undefined
  readonly id: string
  /** How wide it is shown, as `sizes` of an image. */
  readonly sizes: string
  /** Next to its title a picture needs no text; alone it does. */
  readonly alt?: string
  readonly eager?: boolean
}

/** The photograph of a product; a drawing where the graph has none, or where it cannot be loaded. */
export function ProductPicture({ media, kind, id, sizes, alt = '', eager = false }: Props) {
  const [broken, setBroken] = useState<string | null>(null)
  const picture = media?.[0]
  if (!picture || picture.url === broken) return <ProductArt kind={kind} id={id} />
  return (
    <img
      className="art photo"
      src={picture.url}
      srcSet={sourcesOf(picture)}
      sizes={sizes}
      alt={alt}
      width={picture.width ?? undefined}
      height={picture.height ?? undefined}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      // Other hosts need not know which page was read.
      referrerPolicy="no-referrer"
      onError={() => setBroken(picture.url)}
    />
  )
}
