import type { ReactNode } from 'react'

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
  return (
    // No landmark: its heading is one to jump to, and the table in it has a name of its own.
    <section className={`panel ${className}`}>
      {title && (
        <header className="panel-head">
          <h2>{title}</h2>
          {note && <span className="soft">{note}</span>}
          {actions && <div className="row push">{actions}</div>}
        </header>
      )}
      <div className={flush ? '' : 'panel-body'}>{children}</div>
    </section>
  )
}
