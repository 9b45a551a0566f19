interface ThumbProps {
  /** Null: there is none. */
  readonly picture: { readonly url: string; readonly status?: string | null } | null | undefined
  readonly large?: boolean
}

/** A small picture next to its text. Our own pictures come in a small size. */
export function Thumb({ picture, large = false }: ThumbProps) {
  const look = large ? 'thumb thumb-large' : 'thumb'
  if (!picture) return <span className={look} aria-hidden="true" />
  const width = picture.status === 'STORED' ? '?w=160' : ''
  return (
    <img
      className={look}
      src={picture.url + width}
      alt=""
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
    />
  )
}
