import { Badge } from '../parts/badge.tsx'
import { useWords } from '../words/use-words.ts'
import { availabilityOf, availableOf } from './availability.ts'

interface Props {
  readonly sku: {
    readonly buyToOrder: boolean
    readonly stockLevels: readonly { readonly available: number }[]
  }
}

/** How much there is of a SKU, at this moment. Changes are read out, politely. */
export function StockNote({ sku }: Props) {
  const { t } = useWords()
  const availability = availabilityOf(sku)
  const n = availableOf(sku)
  return (
    <p className="stock-note" role="status">
      <Badge availability={availability} />{' '}
      <span key={n} className="stock-figure">
        {n === 0
          ? t(sku.buyToOrder ? 'onOrder' : 'none')
          : t(availability === 'LOW_STOCK' ? 'left' : 'plenty', { n })}
      </span>
    </p>
  )
}
