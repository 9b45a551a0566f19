import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useSpeech } from '../language/speech.ts'
import { Button } from './button.tsx'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  /** With a button of this name at the end, the dialog is a form. */
  readonly submit?: string
  readonly onSubmit?: () => void
  readonly busy?: boolean
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A modal dialog as long as it is rendered; Escape closes it, and focus goes back to where it was. */
export function Dialog({
  title,
  onClose,
  submit,
  onSubmit,
  busy = false,
  wide = false,
  children,
}: DialogProps) {
  const { t } = useSpeech()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => (before as HTMLElement | null)?.focus()
  }, [])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit?.()
  }
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onClose={onClose}
    >
      <form onSubmit={send} noValidate>
        <header className="panel-head">
          <h2 id={id}>{title}</h2>
        </header>
        <div className="dialog-body">{children}</div>
        <footer className="dialog-foot">
          <Button look="quiet" onClick={onClose}>
            {t(submit ? 'cancel' : 'close')}
          </Button>
          {submit && (
            <Button type="submit" look="primary" busy={busy}>
              {submit}
            </Button>
          )}
        </footer>
      </form>
    </dialog>
  )
}
