import type { ReactNode } from 'react'
import type { Tone } from '../format/tones.ts'

export interface Figure {
  readonly name: string
  readonly value: ReactNode
  readonly note?: ReactNode
  readonly tone?: Tone | undefined
}

/** Figures one looks at first, in a row. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="figures">
      {figures.map(({ name, value, note, tone = 'plain' }) => (
        <div key={name} className={`figure figure-${tone}`}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            {note && <span className="soft">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
