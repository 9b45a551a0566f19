import { type FormEvent, useId, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { LONGEST_PASTE } from './link-text.ts'

/** Takes a link, a share text or an id, as it was copied. */
export function LinkBox({ value, onFind }: { value: string; onFind: (text: string) => void }) {
  const { t } = useWords()
  const id = useId()
  const [typed, setTyped] = useState(value)
  const find = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim()) onFind(typed.trim())
  }
  return (
    <form className="link-box" onSubmit={find}>
      <label htmlFor={id}>{t('findLabel')}</label>
      <div className="link-box-row">
        <input
          id={id}
          value={typed}
          placeholder="https://item.taobao.com/item.htm?id=…"
          maxLength={LONGEST_PASTE}
          enterKeyHint="search"
          autoCapitalize="off"
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="primary">
          {t('find')}
        </button>
      </div>
    </form>
  )
}
