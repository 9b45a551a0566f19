import { type Availability, availabilities } from './availability.ts'
import { catalogue } from './catalogue.ts'

let computed: readonly Availability[] | undefined

/** Sellable units per warehouse, of the whole catalogue. Computed once. */
export function levels(): readonly Availability[] {
  computed ??= availabilities(catalogue())
  return computed
}
