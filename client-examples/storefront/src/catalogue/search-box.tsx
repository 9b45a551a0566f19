import { useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../words/use-words.ts'

/** How long somebody has to pause before the word is looked for. */
const PAUSE_MS = 250

export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useWords()
  const id = useId()
  const [typed, setTyped] = useState(value)
  const pause = useRef(0)
  // Back, forward and "clear" change it from outside.
  useEffect(() => setTyped(value), [value])
  useEffect(() => () => clearTimeout(pause.current), [])
  const submit = (text: string, afterMs: number) => {
    clearTimeout(pause.current)
    pause.current = window.setTimeout(() => onChange(text), afterMs)
  }
  return (
    <form
      className="search-box"
      onSubmit={(event) => {
        event.preventDefault()
        submit(typed, 0)
      }}
    >
      <label className="visually-hidden" htmlFor={id}>
        {t('search')}
      </label>
      <input
        id={id}
        type="search"
        value={typed}
        placeholder={t('searchHint')}
        maxLength={80}
        enterKeyHint="search"
        onChange={({ target }) => {
          setTyped(target.value)
          submit(target.value, PAUSE_MS)
        }}
      />
    </form>
  )
}
