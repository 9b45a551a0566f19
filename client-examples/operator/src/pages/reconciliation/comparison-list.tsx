import { count, plural } from '../../format/words.ts'
import type { ComparisonsQuery, NodeOf } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { Badge } from '../../ui/badge.tsx'
import { DiscrepancyTable } from './discrepancy-table.tsx'

type Comparison = NodeOf<ComparisonsQuery['reconciliations']>
export type Discrepancy = NodeOf<Comparison['discrepancies']>

/** Comparisons, each opening to its differences; those with something to do are open. */
export function ComparisonList({ comparisons }: { comparisons: readonly Comparison[] }) {
  if (comparisons.length === 0) return <div className="empty">Nothing was compared yet.</div>
  return comparisons.map((comparison, index) => (
    <ComparisonRow key={comparison.id} comparison={comparison} first={index === 0} />
  ))
}

function ComparisonRow({ comparison, first }: { comparison: Comparison; first: boolean }) {
  const { shop, day, checked, startedAt, discrepancies } = comparison
  return (
    <details className="fold" open={first && discrepancies.nodes.length > 0}>
      <summary>
        <span>
          <strong>{shop.name}</strong> {day}
        </span>
        <Verdict comparison={comparison} />
        <span className="soft push">
          {count(checked)} compared, <Ago at={startedAt} />
        </span>
      </summary>
      <DiscrepancyTable discrepancies={discrepancies.nodes} />
      {discrepancies.totalCount > discrepancies.nodes.length && (
        <p className="soft">
          The first {count(discrepancies.nodes.length)} of {count(discrepancies.totalCount)}.
        </p>
      )}
    </details>
  )
}

function Verdict({ comparison: { finishedAt, discrepancies } }: { comparison: Comparison }) {
  const repaired = discrepancies.nodes.filter(({ repairedAt }) => repairedAt).length
  const open = discrepancies.totalCount - repaired
  if (!finishedAt) return <Badge tone="info">Under way</Badge>
  if (discrepancies.totalCount === 0) return <Badge tone="good">Equal</Badge>
  if (open === 0) return <Badge tone="good">All repaired</Badge>
  return <Badge tone="warn">{plural(open, 'difference')}</Badge>
}
