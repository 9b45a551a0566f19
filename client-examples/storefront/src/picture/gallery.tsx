import { useEffect, useState } from 'react'
import type { PictureFragment } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'
import { ProductPicture } from './product-picture.tsx'

interface Props {
  readonly media: readonly PictureFragment[]
  /** Of what is chosen: shown first, where there is one. */
  readonly chosen?: PictureFragment | null | undefined
  readonly kind: string | null | undefined
  readonly id: string
  readonly title: string
}

/** The pictures of a product: one large, the others to choose from. */
export function Gallery({ media, chosen, kind, id, title }: Props) {
  const { t } = useWords()
  const [shown, setShown] = useState<string | null>(null)
  const own = chosen?.url
  // Another choice shows its own picture.
  useEffect(() => setShown(own ?? null), [own])
  const all = chosen && media.every(({ url }) => url !== chosen.url) ? [chosen, ...media] : media
  const large = all.find(({ url }) => url === shown) ?? all[0]
  return (
    <div className="product-picture">
      <ProductPicture
        key={large?.url}
        media={large && [large]}
        kind={kind}
        id={id}
        sizes="(max-width: 50rem) 100vw, 36rem"
        alt={large?.alt ?? title}
        eager
      />
      {all.length > 1 && (
        <ul className="thumbs" aria-label={t('pictures')}>
          {all.map((picture, index) => (
            <li key={picture.url}>
              <button
                type="button"
                aria-label={t('pictureOf', { n: index + 1, of: all.length })}
                aria-pressed={picture.url === large?.url}
                onClick={() => setShown(picture.url)}
              >
                <ProductPicture media={[picture]} kind={kind} id={id} sizes="4rem" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
