import { useWords } from '../words/use-words.ts'

/** Grey shapes where a page's content will be. */
export function PageSkeleton() {
  const { t } = useWords()
  return (
    <div className="page-skeleton" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      <div className="bone bone-picture" />
      <div>
        <div className="bone bone-title" />
        <div className="bone bone-line" />
        <div className="bone bone-line" />
        <div className="bone bone-short" />
      </div>
    </div>
  )
}

/** As many cards as the first page of the grid may have. */
export function CardSkeletons({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <li key={index} aria-hidden="true">
      <div className="bone bone-card" />
      <div className="bone bone-line" />
      <div className="bone bone-short" />
    </li>
  ))
}
