import type { ButtonHTMLAttributes } from 'react'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger'
  /** Under way: it stays where it is and can't be pressed again. */
  readonly busy?: boolean
}

export function Button({ look = 'plain', busy = false, disabled, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look} ${className ?? ''}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    />
  )
}
