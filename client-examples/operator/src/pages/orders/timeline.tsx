import { words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import type { Order } from './order-page.tsx'

/** Every step, the newest first. Late and repeated news is there too: it changed nothing. */
export function Timeline({ steps }: { steps: Order['events']['nodes'] }) {
  if (steps.length === 0) return <p className="soft">Nothing has happened yet.</p>
  return (
    <ol className="timeline" reversed>
      {[...steps].reverse().map(({ at, from, to, note, actor }, index) => (
        <li key={`${at} ${index}`} className={from === to ? 'step step-same' : 'step'}>
          <strong>{words(to)}</strong> <Ago at={at} />
          {note && <p>{note}</p>}
          {actor && <p className="soft small">{actor}</p>}
        </li>
      ))}
    </ol>
  )
}
