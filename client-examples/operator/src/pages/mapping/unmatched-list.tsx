import { useState } from 'react'
import { plural } from '../../format/words.ts'
import type { NodeOf, UnmatchedQuery } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { UnmatchedTable } from './unmatched-table.tsx'
import { useConfirm } from './use-confirm.ts'

export type Unmatched = NodeOf<UnmatchedQuery['unmatchedListings']>

interface Props {
  readonly page: NonNullable<UnmatchedQuery['unmatchedListings']>
  readonly shopId: string
  readonly onDone: () => void
}

/** Listings without a SKU: certain suggestions are preselected; one confirmation covers the selection. */
export function UnmatchedList({ page, shopId, onDone }: Props) {
  const { nodes, pageInfo, totalCount } = page
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const { confirm, busy } = useConfirm(onDone)
  const choose = (listingId: string, skuId: string) => setChosen((now) => new Map(now).set(listingId, skuId))
  const mappings = nodes.flatMap(({ id }) => {
    const skuId = chosen.get(id)
    return skuId ? [{ listingId: id, skuId }] : []
  })
  const certain = nodes.filter(({ suggestions }) => suggestions?.length === 1)
  const chooseCertain = () => {
    const next = new Map(chosen)
    for (const { id, suggestions } of certain) if (suggestions?.[0]) next.set(id, suggestions[0].sku.id)
    setChosen(next)
  }
  return (
    <Panel
      title="Listings without a SKU"
      flush
      actions={
        <>
          <Button disabled={certain.length === 0} onClick={chooseCertain}>
            Choose where only one is suggested
          </Button>
          <ConfirmButton
            label="Confirm all certain ones of the shop"
            title="Confirm unseen?"
            look="plain"
            busy={busy}
            disabled={!shopId}
            onConfirm={() => confirm({ suggestionsOf: shopId })}
          >
            <p>Every listing of the shop with exactly one suggestion by code or barcode becomes that SKU.</p>
          </ConfirmButton>
          <Button
            look="primary"
            busy={busy}
            disabled={mappings.length === 0}
            onClick={() => void confirm({ mappings })}
          >
            Confirm {mappings.length > 0 ? plural(mappings.length, 'mapping') : 'chosen'}
          </Button>
        </>
      }
    >
      <UnmatchedTable listings={nodes} chosen={chosen} onChoose={choose} />
      <Pager info={pageInfo} total={totalCount} />
    </Panel>
  )
}
