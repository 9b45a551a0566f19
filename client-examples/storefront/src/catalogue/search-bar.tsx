import { useLocation } from 'wouter'
import { useWords } from '../words/use-words.ts'
import { SearchBox } from './search-box.tsx'

/** The search of the catalogue, above a page that is not the catalogue's. */
export function SearchBar() {
  const { t } = useWords()
  const [, navigate] = useLocation()
  return (
    <search className="search-bar" aria-label={t('search')}>
      <SearchBox
        value=""
        asTyped={false}
        onChange={(words) => {
          if (words.trim()) navigate(`/?${new URLSearchParams({ q: words.trim() })}`)
        }}
      />
    </search>
  )
}
