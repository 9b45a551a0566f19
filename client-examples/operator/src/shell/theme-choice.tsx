import { useState } from 'react'
import { useSpeech, type Word } from '../language/speech.ts'
import { chooseTheme, chosenTheme, THEMES, type Theme } from './theme.ts'

const WORDS: Readonly<Record<Theme, Word>> = {
  system: 'themeSystem',
  light: 'themeLight',
  dark: 'themeDark',
}

export function ThemeChoice() {
  const { t } = useSpeech()
  const [theme, setTheme] = useState(chosenTheme)
  const choose = (next: Theme) => {
    chooseTheme(next)
    setTheme(next)
  }
  return (
    <select aria-label={t('theme')} value={theme} onChange={(event) => choose(event.target.value as Theme)}>
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {t(WORDS[one])}
        </option>
      ))}
    </select>
  )
}
