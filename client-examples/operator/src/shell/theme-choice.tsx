import { useState } from 'react'
import { words } from '../format/words.ts'
import { chooseTheme, chosenTheme, THEMES, type Theme } from './theme.ts'

export function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme)
  const choose = (next: Theme) => {
    chooseTheme(next)
    setTheme(next)
  }
  return (
    <select aria-label="Theme" value={theme} onChange={(event) => choose(event.target.value as Theme)}>
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {words(one)}
          {one === 'system' ? ' theme' : ''}
        </option>
      ))}
    </select>
  )
}
