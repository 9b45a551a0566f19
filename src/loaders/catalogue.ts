import DataLoader from 'dataloader'

interface CatalogueReads {
  readonly countOnShow: (categoryIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
  readonly onShow: (productIds: readonly string[]) => Promise<ReadonlySet<string>>
}

/** Batches catalogue reads of many rows of one answer, in one statement each. */
export const catalogueLoaders = (catalogue: CatalogueReads) => ({
  categoryProducts: new DataLoader<string, number>(async (ids) => {
    const counts = await catalogue.countOnShow(ids)
    return ids.map((id) => counts.get(id) ?? 0)
  }),
  onShow: new DataLoader<string, boolean>(async (ids) => {
    const shown = await catalogue.onShow(ids)
    return ids.map((id) => shown.has(id))
  }),
})
