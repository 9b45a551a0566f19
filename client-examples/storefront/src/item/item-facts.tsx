import { useWords } from '../words/use-words.ts'
import type { ItemDetail } from './choices.ts'

/** Further data of an item from its source; missing values are left out. */
export function ItemFacts({ item }: { item: ItemDetail }) {
  const { t, money, number } = useWords()
  const { domesticFreight, weightGrams, minOrderQuantity, lotSize, priceTiers } = item
  const facts = [
    domesticFreight && [
      t('freightThere'),
      Number(domesticFreight.amount) === 0 ? t('free') : money(domesticFreight),
    ],
    weightGrams && [t('weight'), t('grams', { grams: number(weightGrams) })],
    minOrderQuantity > 1 && [t('least'), t('elsewherePieces', { n: minOrderQuantity })],
    lotSize && lotSize > 1 && [t('lots'), number(lotSize)],
    ...(priceTiers.length > 1
      ? priceTiers.map(({ minQuantity, price }) => [t('tierFrom', { n: minQuantity }), money(price)])
      : []),
  ].filter((fact) => Array.isArray(fact))
  if (facts.length === 0) return null
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
