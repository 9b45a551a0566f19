import { money, words } from '../../format/words.ts'
import { Table } from '../../ui/table.tsx'
import { SkuChoice } from './sku-choice.tsx'
import type { Unmatched } from './unmatched-list.tsx'

interface Props {
  readonly listings: readonly Unmatched[]
  /** SKU by listing. */
  readonly chosen: ReadonlyMap<string, string>
  readonly onChoose: (listingId: string, skuId: string) => void
}

export function UnmatchedTable({ listings, chosen, onChoose }: Props) {
  return (
    <Table
      label="Listings without a SKU"
      rows={listings}
      keyOf={({ id }) => id}
      empty="Every listing has its SKU."
      columns={[
        {
          head: 'Listing',
          cell: ({ title, platform, shop, externalId, externalSkuId }) => (
            <>
              {title ?? 'Not read yet'}
              <span className="cell-note">
                {words(platform)}, {shop?.name} <code>{externalId}</code>
                {externalSkuId && (
                  <>
                    {' '}
                    SKU <code>{externalSkuId}</code>
                  </>
                )}
              </span>
            </>
          ),
        },
        {
          head: "Seller's code",
          tight: true,
          cell: ({ outerId, barcode }) => (
            <>
              <code>{outerId ?? '–'}</code>
              {barcode && (
                <span className="cell-note">
                  barcode <code>{barcode}</code>
                </span>
              )}
            </>
          ),
        },
        { head: 'Price', number: true, tight: true, cell: ({ price }) => (price ? money(price) : '–') },
        {
          head: 'Is the SKU',
          cell: (listing) => (
            <SkuChoice
              listing={listing}
              chosen={chosen.get(listing.id) ?? ''}
              onChoose={(skuId) => onChoose(listing.id, skuId)}
            />
          ),
        },
      ]}
    />
  )
}
