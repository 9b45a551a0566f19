import type { PrismaClient } from '../../src/store/database.ts'
import type { Tally } from './call-tally.ts'
import type { Scale } from './scale.ts'

interface Phase extends Tally {
  readonly name: 'first' | 'changes'
  readonly seconds: number
}

/** What the convergence test saw, for people: calls by platform and method, failures and runs, as Markdown. */
export class Report {
  readonly phases: Phase[] = []
  #began = 0

  begin(): void {
    this.#began = performance.now()
  }

  end(name: Phase['name'], tally: Tally): void {
    this.phases.push({ name, seconds: Math.round((performance.now() - this.#began) / 1000), ...tally })
  }

  async table(prisma: PrismaClient, scale: Scale): Promise<string> {
    const { products, orders, changes, permitted, callsPerSecond } = scale
    const names = new Set(this.phases.flatMap((phase) => phase.methods.map(nameOf)))
    const calls = (name: Phase['name'], method: string) =>
      this.#of(name)?.methods.find((one) => nameOf(one) === method)
    const rows = [...names]
      .sort()
      .map((method) => [
        method,
        number(calls('first', method)?.calls ?? 0),
        number(calls('changes', method)?.calls ?? 0),
        number(calls('changes', method)?.faulty ?? 0),
      ])
    const total = (name: Phase['name'], what: 'calls' | 'faulty') =>
      number(sum((this.#of(name)?.methods ?? []).map((one) => one[what])))
    rows.push(['**all**', total('first', 'calls'), total('changes', 'calls'), total('changes', 'faulty')])
    const most = (name: Phase['name']) =>
      [...(this.#of(name)?.most ?? [])].map(([platform, count]) => `${platform} ${count}`).join(', ')
    const refused = sum(this.phases.map((phase) => phase.refused))
    return [
      `${number(products)} items in two shops each, ${number(orders)} orders, then ${number(changes)} changes.`,
      '',
      markdown(['calls', 'first synchronisation', 'changes', 'of these with an injected fault'], rows),
      '',
      ...this.phases.map(
        (phase) =>
          `- ${TITLES[phase.name]}: ${number(phase.seconds)} s until all was equal; most calls within any second: ${most(phase.name)}.`,
      ),
      `- Permitted ${permitted} calls a second of each platform, kept to ${callsPerSecond}; refused as too many: ${refused}.`,
      ...(await this.#failures(prisma)),
    ].join('\n')
  }

  async #failures(prisma: PrismaClient): Promise<string[]> {
    const failures = await prisma.syncFailure.groupBy({ by: ['kind', 'errorClass'], _count: true })
    const open = await prisma.syncFailure.count({ where: { resolvedAt: null } })
    const runs = await prisma.syncRun.groupBy({ by: ['status'], _count: true })
    const words = failures.map((one) => `${one.kind} ${one.errorClass} ${one._count}`).sort()
    const ended = runs.map((one) => `${one.status.toLowerCase()} ${number(one._count)}`).sort()
    const all = sum(failures.map((one) => one._count))
    return [
      `- Records set aside: ${all} (${words.join(', ') || 'none'}); resolved: ${all - open}.`,
      `- Runs: ${ended.join(', ')}.`,
    ]
  }

  #of(name: Phase['name']): Phase | undefined {
    return this.phases.find((phase) => phase.name === name)
  }
}

const TITLES = { first: 'First synchronisation', changes: 'Changes' } as const
const nameOf = ({ platform, method }: { readonly platform: string; readonly method: string }) =>
  `${platform} ${method}`
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const number = (value: number) => value.toLocaleString('en-US')

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  )
}
