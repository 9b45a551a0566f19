import type { MappedEntity } from '../../graph.ts'

const named = (names: readonly string[]) => names.map((value) => ({ value, label: value }))

export const ENTITIES: readonly { value: MappedEntity; label: string }[] = [
  { value: 'LISTING', label: 'Listing' },
  { value: 'ORDER', label: 'Order' },
]

/** As the schema lists them (SaveFieldMappingInput.converter). */
export const CONVERTERS = named([
  'text',
  'integer',
  'decimalYuan',
  'fen',
  'dateGmt8',
  'boolean',
  'enumMap',
  'split',
  'template',
])

/** Fields of ours that a record can be given; the gateway decides, these help typing. */
export const TARGETS: Readonly<Record<MappedEntity, readonly string[]>> = {
  LISTING: ['title', 'url', 'outerId', 'barcode', 'specId', 'price', 'quantity', 'onSale'],
  ORDER: [],
}

export const OPTIONS_HINTS: Readonly<Record<string, string>> = {
  enumMap: '{"values": {"red": "Red"}, "otherwise": "Other"}',
  split: '{"separator": ",", "index": 0}',
  template: '{"text": "CN-{value}"}',
}
