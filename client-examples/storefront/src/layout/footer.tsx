import { useWords } from '../words/use-words.ts'

export function Footer() {
  const { t } = useWords()
  return (
    <footer className="footer">
      <p>{t('tagline')}</p>
      <p>{t('footer')}</p>
    </footer>
  )
}
