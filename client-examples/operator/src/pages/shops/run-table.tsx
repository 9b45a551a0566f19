import { Link } from 'wouter'
import { duration } from '../../format/time.ts'
import { count, decimal, words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { StateBadge } from '../../ui/badge.tsx'
import { Progress } from '../../ui/progress.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { Run } from './use-runs.ts'

const SHOP: Column<Run> = {
  head: 'Shop',
  cell: ({ shop }) => <Link href={`/shops/${shop.id}`}>{shop.name}</Link>,
}

export function RunTable({ runs, withShop = false }: { runs: readonly Run[]; withShop?: boolean }) {
  const columns: Column<Run>[] = [
    { head: 'Kind', tight: true, cell: ({ kind }) => words(kind) },
    { head: 'State', tight: true, cell: ({ status }) => <StateBadge state={status} /> },
    { head: 'Progress', cell: (run) => <RunProgress run={run} /> },
    { head: 'Read', number: true, tight: true, cell: ({ read }) => count(read) },
    { head: 'Changed', number: true, tight: true, cell: ({ written }) => count(written) },
    {
      head: 'Set aside',
      number: true,
      tight: true,
      cell: ({ failed, shop }) =>
        failed > 0 ? <Link href={`/failures?shop=${shop.id}`}>{count(failed)}</Link> : '0',
    },
    { head: 'Began', tight: true, cell: ({ startedAt }) => <Ago at={startedAt} /> },
  ]
  return (
    <Table
      label="Runs of synchronisations"
      rows={runs}
      keyOf={({ id }) => id}
      empty="Nothing has run yet."
      columns={withShop ? [SHOP, ...columns] : columns}
    />
  )
}

/** Progress of a running run; afterwards its duration, or the reason of its failure. */
function RunProgress({ run }: { run: Run }) {
  const { finishedAt, startedAt, percent, ratePerSecond, secondsLeft, error, kind, status } = run
  if (error) return <span className="clip">{error}</span>
  if (finishedAt) {
    const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000
    return <span className="soft">took {seconds < 1 ? 'less than 1 s' : duration(seconds)}</span>
  }
  if (status === 'QUEUED') return <span className="soft">waits for a worker</span>
  return (
    <>
      <Progress percent={percent} label={`${words(kind)} under way`} />
      <span className="cell-note">
        {percent == null ? 'under way' : `${decimal(percent)} %`}
        {ratePerSecond != null && `, ${decimal(ratePerSecond)} a second`}
        {secondsLeft != null && `, ${duration(secondsLeft)} to go`}
      </span>
    </>
  )
}
