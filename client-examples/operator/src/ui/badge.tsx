import { type Tone, toneOf } from '../format/tones.ts'
import { words } from '../format/words.ts'

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: string }) {
  return <span className={`badge badge-${tone}`}>{children}</span>
}

/** A state of the graph, in its colour and in words. */
export function StateBadge({ state }: { state: string }) {
  return <Badge tone={toneOf(state)}>{words(state)}</Badge>
}
