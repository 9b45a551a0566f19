import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title?: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
  /** Without padding, for tables that reach the edges. */
  readonly flush?: boolean
  readonly className?: string
  readonly children: ReactNode
}

export function Panel({ title, note, actions, flush = false, className = '', children }: PanelProps) {
  const id = useId()
  return (
    <section className={`panel ${className}`} aria-labelledby={title ? id : undefined}>
      {title && (
        <header className="panel-head">
          <h2 id={id}>{title}</h2>
          {note && <span className="soft">{note}</span>}
          {actions && <div className="row push">{actions}</div>}
        </header>
      )}
      <div className={flush ? '' : 'panel-body'}>{children}</div>
    </section>
  )
}
