import { webLink } from '../../../../shared-web/link/web-link.ts'
import { money, words } from '../../format/words.ts'
import { useAction } from '../../gateway/use-action.ts'
import { graphql, type SkuDetailQuery } from '../../graph.ts'
import { Ago } from '../../ui/ago.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Table } from '../../ui/table.tsx'

const UNMATCH = graphql(`
  mutation Unmatch($input: ConfirmSkuMappingsInput!) {
    confirmSkuMappings(input: $input) {
      changed
      userErrors { code field message }
    }
  }
`)

type Listing = NonNullable<SkuDetailQuery['sku']>['listings'][number]

/** Where the SKU is sold, what we tell the platform, and the way out of a wrong match. */
export function ListingTable({ listings, onChange }: { listings: readonly Listing[]; onChange: () => void }) {
  const { run, busy } = useAction(UNMATCH)
  return (
    <Table
      label="Listings"
      rows={listings}
      keyOf={({ id }) => id}
      empty="It is sold nowhere."
      columns={[
        {
          head: 'Listing',
          cell: ({ platform, externalId, externalSkuId, title, url }) => {
            const page = webLink(url)
            return (
              <>
                {words(platform)}{' '}
                {page ? (
                  <a href={page} target="_blank" rel="noreferrer">
                    <code>{externalId}</code>
                  </a>
                ) : (
                  <code>{externalId}</code>
                )}
                {externalSkuId && <span className="soft small"> SKU {externalSkuId}</span>}
                {title && <span className="cell-note">{title}</span>}
              </>
            )
          },
        },
        { head: 'Shop', cell: ({ shop }) => shop?.name ?? <span className="soft">of others</span> },
        {
          head: 'On sale',
          tight: true,
          cell: ({ onSale }) => <Badge tone={onSale ? 'good' : 'plain'}>{onSale ? 'Yes' : 'No'}</Badge>,
        },
        { head: 'Price', number: true, tight: true, cell: ({ price }) => (price ? money(price) : '–') },
        { head: 'There', number: true, tight: true, cell: ({ quantity }) => quantity ?? '–' },
        { head: 'May sell', number: true, tight: true, cell: ({ sellable }) => sellable ?? '–' },
        { head: 'Read', tight: true, cell: ({ syncedAt }) => <Ago at={syncedAt} none="never" /> },
        {
          head: 'Do',
          tight: true,
          quiet: true,
          cell: ({ id, externalId, shop }) =>
            shop && (
              <ConfirmButton
                label="Not this SKU"
                title={`Take ${externalId} off this SKU?`}
                look="quiet"
                busy={busy}
                onConfirm={() =>
                  run(
                    { input: { mappings: [{ listingId: id, skuId: null }] } },
                    'The listing waits to be matched.',
                  ).then(onChange)
                }
              >
                <p>It goes back to the listings that wait to be matched. Its stock is not pushed any more.</p>
              </ConfirmButton>
            ),
        },
      ]}
    />
  )
}
