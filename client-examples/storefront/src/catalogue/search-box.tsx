import { useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { isItemText, LONGEST_PASTE } from '../item/link-text.ts'
import { findAddress } from '../item/platforms.ts'
import { useWords } from '../words/use-words.ts'

/** How long somebody has to pause before the word is looked for. */
const PAUSE_MS = 250

interface Props {
  value: string
  /** False: only when the visitor is done, because it leads to another page. */
  asTyped?: boolean
  onChange: (value: string) => void
}

/** Searches the catalogue, and accepts anything that names an item of a marketplace: a pasted one is found at once. */
export function SearchBox({ value, asTyped = true, onChange }: Props) {
  const { t } = useWords()
  const id = useId()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState(value)
  const pause = useRef(0)
  // Back, forward and "clear" change it from outside.
  useEffect(() => setTyped(value), [value])
  useEffect(() => () => clearTimeout(pause.current), [])
  const find = (text: string) => {
    clearTimeout(pause.current)
    navigate(findAddress(text.trim()))
  }
  const submit = (text: string, afterMs: number) => {
    clearTimeout(pause.current)
    // Half a link is no word of the catalogue either.
    if (!isItemText(text)) pause.current = window.setTimeout(() => onChange(text), afterMs)
  }
  const isItem = isItemText(typed)
  return (
    <form
      className="search-box"
      onSubmit={(event) => {
        event.preventDefault()
        if (isItem) find(typed)
        else submit(typed, 0)
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
        maxLength={LONGEST_PASTE}
        enterKeyHint="search"
        onPaste={({ clipboardData }) => {
          const text = clipboardData.getData('text')
          // What stands there already belongs to it: then it is for the visitor to say when it is complete.
          if (typed.trim() === '' && isItemText(text)) find(text)
        }}
        onChange={({ target }) => {
          setTyped(target.value)
          if (asTyped) submit(target.value, PAUSE_MS)
        }}
      />
      {isItem && (
        <button type="submit" className="primary">
          {t('findThis')}
        </button>
      )}
    </form>
  )
}
