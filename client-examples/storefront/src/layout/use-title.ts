import { useEffect } from 'react'
import { useWords } from '../words/use-words.ts'

/** Names the document after the page; the shop alone while the page has no name yet. */
export function useTitle(title: string | null | undefined): void {
  const { t } = useWords()
  const shop = t('shop')
  useEffect(() => {
    document.title = title ? `${title} · ${shop}` : shop
  }, [title, shop])
}
