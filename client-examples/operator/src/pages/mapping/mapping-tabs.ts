import type { Tab } from '../../ui/tabs.tsx'

export const MAPPING_TABS: readonly Tab[] = [
  { href: '/mapping', label: 'SKUs' },
  { href: '/mapping/fields', label: 'Fields' },
]
