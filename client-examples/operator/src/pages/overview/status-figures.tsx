import { duration } from '../../format/time.ts'
import { count } from '../../format/words.ts'
import type { StatusQuery } from '../../graph.ts'
import { Figures } from '../../ui/figures.tsx'

/** Orders that were read longer ago than this are late, in seconds: three times the usual interval. */
const LATE = 900

export function StatusFigures({ status }: { status: NonNullable<StatusQuery['systemStatus']> }) {
  const { healthy, sync, feed } = status
  const late = sync.lagSeconds != null && sync.lagSeconds > LATE
  return (
    <Figures
      figures={[
        { name: 'System', value: healthy ? 'Well' : 'Look at it', tone: healthy ? 'good' : 'bad' },
        {
          name: 'Orders read up to',
          value: sync.lagSeconds == null ? '–' : `${duration(sync.lagSeconds)} ago`,
          tone: late ? 'warn' : 'good',
        },
        {
          name: 'Shops linked',
          value: count(sync.shops),
          note: sync.failing > 0 ? `${count(sync.failing)} kinds failing` : 'none failing',
          tone: sync.failing > 0 ? 'bad' : 'plain',
        },
        {
          name: 'Records set aside',
          value: count(sync.failures),
          tone: sync.failures > 0 ? 'warn' : 'plain',
        },
        {
          name: 'Listings to push',
          value: count(sync.behind),
          note: `${count(sync.messages)} messages wait`,
        },
        {
          name: 'Subscriptions',
          value: count(feed.active),
          note: Number(feed.gaps) > 0 ? `${count(Number(feed.gaps))} gaps so far` : 'no gaps so far',
        },
      ]}
    />
  )
}
