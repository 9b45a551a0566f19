import type { Availability } from '../../../generated/storefront/graphql.ts'
import { useWords } from '../words/use-words.ts'

/** Stock as shoppers see it, in a word and a colour. */
export function Badge({ availability }: { availability: Availability }) {
  const { t } = useWords()
  return <span className={`badge badge-${availability.toLowerCase()}`}>{t(availability)}</span>
}
