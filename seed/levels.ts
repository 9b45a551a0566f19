import { type Availability, availabilities } from './availability.ts'
import { catalogue } from './catalogue.ts'

let computed: readonly Availability[] | undefined

/** What can be sold from each warehouse, of the whole catalogue. Worked out once. */
export function levels(): readonly Availability[] {
  computed ??= availabilities(catalogue())
  return computed
}
