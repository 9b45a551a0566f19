import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmButtonProps {
  readonly label: string
  readonly title: string
  /** Consequences of the action. */
  readonly children: ReactNode
  readonly busy?: boolean
  readonly disabled?: boolean
  readonly look?: 'plain' | 'quiet' | 'danger'
  readonly onConfirm: () => Promise<unknown>
}

/** A button for what can't be taken back: it asks first. */
export function ConfirmButton({
  label,
  title,
  children,
  busy = false,
  disabled = false,
  look = 'danger',
  onConfirm,
}: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false)
  const confirm = async () => {
    await onConfirm()
    setAsking(false)
  }
  return (
    <>
      <Button look={look} disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && (
        <Dialog
          title={title}
          submit={label}
          busy={busy}
          onClose={() => setAsking(false)}
          onSubmit={() => void confirm()}
        >
          {children}
        </Dialog>
      )}
    </>
  )
}
