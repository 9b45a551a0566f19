import { z } from 'zod'
import type { Platform } from '../../domain/platform.ts'
import { Misconfigured, Transient } from '../../domain/upstream-error.ts'
import type { ReadItem } from '../read-item.ts'
import type { NamedByText } from '../resolve-item.ts'
import { type TakeOverDeps, takeOverItem } from '../take-over-item.ts'
import { type ImportKindWork, RowRefused } from './kind.ts'

export interface ImportItemsWork extends TakeOverDeps {
  readonly name: (text: string) => Promise<NamedByText>
  readonly read: (platform: Platform, externalId: string) => Promise<ReadItem | null>
}

export const ItemsOptions = z.object({
  publish: z.boolean(),
  categoryId: z.string().nullable(),
  priceRuleId: z.string().nullable(),
})

/** Rows are references: links, short links, share texts, links of other agents, `PLATFORM:id`. */
export function importItemsWork(deps: ImportItemsWork): ImportKindWork {
  return {
    work: {
      async prepareRow(job, { reference }) {
        const { publish, categoryId, priceRuleId } = ItemsOptions.parse(job.options)
        const named = await deps.name(reference)
        if (named.kind !== 'item') {
          if (named.cause) throw named.cause
          if (named.reason === 'UNAVAILABLE')
            throw new Transient({ upstream: named.platform ?? 'ITEM_DATA', message: named.message })
          throw new RowRefused(named.reason, named.message)
        }
        const { platform, externalId } = named
        const found = await readNamed(deps, platform, externalId)
        return async (tx) => {
          const taken = await takeOverItem(tx, deps, {
            platform,
            item: found.item,
            at: found.fetchedAt,
            publish,
            categoryId,
            priceRuleId,
            shopId: null,
            buyToOrder: true,
            by: { actor: job.actor, source: 'MARKETPLACE' },
          })
          const { outcome, changes, productId } = taken
          return { outcome, changes, productId, code: null, message: null }
        }
      },
    },
  }
}

async function readNamed(
  { read }: ImportItemsWork,
  platform: Platform,
  externalId: string,
): Promise<ReadItem> {
  try {
    const found = await read(platform, externalId)
    if (found) return found
  } catch (error) {
    if (error instanceof Misconfigured && error.code === 'unsupported')
      throw new RowRefused('UNSUPPORTED', error.message)
    throw error
  }
  throw new RowRefused('NOT_FOUND', `There is no item ${externalId} at ${platform} (any more).`)
}
