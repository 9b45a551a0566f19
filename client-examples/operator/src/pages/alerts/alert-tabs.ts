import type { Tab } from '../../ui/tabs.tsx'

export const ALERT_TABS: readonly Tab[] = [
  { href: '/alerts', label: 'Stock' },
  { href: '/alerts/sync', label: 'Synchronisation' },
]
