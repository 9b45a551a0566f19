import { useEffect } from 'react'
import { useStore } from '../../../shared-web/store/store.ts'
import { settings } from './settings.ts'

/** Puts the chosen scheme on the document, and the browser's while none is chosen. */
export function useTheme(): void {
  const { theme, locale } = useStore(settings)
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      const dark = theme === 'dark' || (theme === 'system' && system.matches)
      document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    }
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
  }, [locale])
}
