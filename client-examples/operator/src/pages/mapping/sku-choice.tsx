import { useRef, useState } from 'react'
import { useClient } from 'urql'
import { words } from '../../format/words.ts'
import { graphql } from '../../graph.ts'
import { useToast } from '../../ui/toast.tsx'
import type { Unmatched } from './unmatched-list.tsx'

const SKU_BY_CODE = graphql(`
  query SkuByCode($code: String!) {
    sku(code: $code) { id code title }
  }
`)

interface Props {
  readonly listing: Unmatched
  readonly chosen: string
  readonly onChoose: (skuId: string) => void
}

/** The suggestions of a listing to choose from, and a field for the code of any other SKU. */
export function SkuChoice({ listing, chosen, onChoose }: Props) {
  const { externalId, externalSkuId } = listing
  const suggestions = listing.suggestions ?? []
  const client = useClient()
  const toast = useToast()
  const [code, setCode] = useState('')
  const asked = useRef('')
  const [found, setFound] = useState<{ id: string; code: string } | null>(null)
  const about = externalSkuId ?? externalId
  const find = async () => {
    const wanted = code.trim()
    // Enter is followed by leaving the field, which would ask for the same again.
    if (!wanted || wanted === asked.current) return
    asked.current = wanted
    const { data } = await client.query(SKU_BY_CODE, { code: wanted }).toPromise()
    if (!data?.sku) return toast('bad', `There is no SKU ${wanted}.`)
    setFound(data.sku)
    onChoose(data.sku.id)
  }
  const known = suggestions.some(({ sku }) => sku.id === found?.id)
  return (
    <div className="row sku-choice">
      <select
        aria-label={`SKU of ${about}`}
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{suggestions.length > 0 ? 'Not chosen' : 'No suggestion'}</option>
        {suggestions.map(({ by, sku }) => (
          <option key={sku.id} value={sku.id}>
            {sku.code} ({words(by).toLowerCase()})
          </option>
        ))}
        {found && !known && <option value={found.id}>{found.code} (yours)</option>}
      </select>
      <input
        aria-label={`Code of another SKU for ${about}`}
        placeholder="Other code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        onBlur={() => void find()}
        onKeyDown={(event) => event.key === 'Enter' && void find()}
      />
    </div>
  )
}
