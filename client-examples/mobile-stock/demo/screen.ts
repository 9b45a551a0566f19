import type { StockState } from '../index.ts'
import type { Continuity } from './continuity.ts'
import type { DemoSku } from './gateway.ts'

const ROWS = 12
const BAR = 40
const RESET = '\u001b[0m'
const colour = (code: number) => (text: string) => `\u001b[${code}m${text}${RESET}`
const [bold, dim, red, green, yellow, cyan] = [1, 2, 31, 32, 33, 36].map(colour) as [
  Paint,
  Paint,
  Paint,
  Paint,
  Paint,
  Paint,
]
type Paint = (text: string) => string

/** Present step, and the time left. */
export interface Act {
  readonly title: string
  readonly secondsLeft: number
}

interface Row {
  available: number
  delta: number
}

/** Draws the phone: the SKUs that moved last, and what the connection is up to. On no terminal it only tells the acts. */
export class Screen {
  readonly #out: NodeJS.WriteStream
  readonly #names: ReadonlyMap<string, DemoSku>
  /** The last that moved is the last in the map. */
  readonly #rows = new Map<string, Row>()
  #told = ''
  #drawn = 0

  constructor(out: NodeJS.WriteStream, skus: readonly DemoSku[]) {
    this.#out = out
    this.#names = new Map(skus.map((sku) => [sku.id, sku]))
  }

  draw(state: StockState, continuity: Continuity, act: Act): void {
    this.#note(state)
    if (!this.#out.isTTY) {
      if (act.title !== this.#told) this.#out.write(`${act.title}\n`)
      this.#told = act.title
      return
    }
    const lines = [
      bold(` ${act.title}`) + dim(act.secondsLeft > 0 ? `  ${act.secondsLeft} s` : ''),
      ` ${statusOf(state)}${dim(state.error ? `  ${state.error}` : '')}`,
      '',
      ...this.#table(state.stale),
      '',
      ` changes ${bold(String(continuity.changes))}   missed ${missedOf(continuity)}   connections ${state.connections}   came twice ${state.counts.repeated}   snapshots ${state.counts.snapshots}   gaps ${state.counts.gaps}`,
    ]
    const up = this.#drawn > 0 ? `\u001b[${this.#drawn}A` : ''
    this.#out.write(`${up}${lines.map((line) => `\u001b[2K${line}`).join('\n')}\n`)
    this.#drawn = lines.length
  }

  say(text: string): void {
    this.#out.write(`${text}\n`)
  }

  #note({ levels }: StockState): void {
    const sums = new Map<string, number>()
    for (const { sku, available } of levels.values()) sums.set(sku.id, (sums.get(sku.id) ?? 0) + available)
    for (const [id, available] of sums) {
      const row = this.#rows.get(id)
      if (row?.available === available) continue
      this.#rows.delete(id)
      this.#rows.set(id, { available, delta: row ? available - row.available : 0 })
    }
  }

  #table(stale: boolean): string[] {
    const rows = [...this.#rows].reverse().slice(0, ROWS)
    const lines = rows.map(([id, { available, delta }]) => {
      const { code, title } = this.#names.get(id) ?? { code: id, title: '' }
      const bar = '█'.repeat(Math.min(BAR, Math.ceil(available / 10))).padEnd(BAR)
      const paint = available === 0 ? red : available < 10 ? yellow : green
      const moved = delta === 0 ? '' : delta > 0 ? cyan(`+${delta}`) : yellow(String(delta))
      const name = `${code.padEnd(16).slice(0, 16)} ${dim(title.slice(0, 28).padEnd(28))}`
      return ` ${name} ${String(available).padStart(5)} ${stale ? dim(bar) : paint(bar)} ${moved}`
    })
    return [...lines, ...Array<string>(ROWS - lines.length).fill('')]
  }
}

function statusOf({ status, stale }: StockState): string {
  if (status === 'live') return stale ? yellow('● catching up') : green('● live')
  if (status === 'paused') return dim('● asleep')
  if (status === 'refused') return red('● refused')
  return yellow(`● ${status === 'waiting' ? 'no network, tries again' : 'connecting'}`)
}

function missedOf({ missed }: Continuity): string {
  return missed === 0 ? green('0') : red(String(missed))
}
