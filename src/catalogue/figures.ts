import { dayGmt8 } from '../connectors/gmt8.ts'
import { importFigures } from '../store/catalogue-import.ts'
import type { PrismaClient } from '../store/database.ts'
import { usageOf } from '../store/item-reading.ts'
import { watchFigures } from '../store/watched-item.ts'

/** How the catalogue is filled and kept in step, for operators and metrics. */
export async function catalogueFigures(prisma: PrismaClient, now: number) {
  const [usage, watch, imports] = await Promise.all([
    usageOf(prisma, dayGmt8(now)),
    watchFigures(prisma),
    importFigures(prisma),
  ])
  return {
    paidCalls: usage?.calls ?? 0,
    paidCallsFailed: usage?.failed ?? 0,
    paidCallsCounted: usage?.counted ?? null,
    paidCallsQuota: usage?.quota ?? null,
    watched: watch.watched,
    watchedDue: watch.due,
    watchedFailing: watch.failing,
    importsRunning: imports.running,
    importsWaiting: imports.waiting,
  }
}
