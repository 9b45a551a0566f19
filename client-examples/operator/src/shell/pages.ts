import type { IconName } from '../ui/icon.tsx'

interface Entry {
  readonly href: string
  readonly label: string
  readonly icon: IconName
}

/** What stands in the navigation. The routes themselves are in app.tsx. */
export const GROUPS: readonly { readonly name: string; readonly pages: readonly Entry[] }[] = [
  {
    name: 'Now',
    pages: [
      { href: '/', label: 'Overview', icon: 'overview' },
      { href: '/alerts', label: 'Alerts', icon: 'alerts' },
      { href: '/purchases', label: 'Buy by hand', icon: 'purchases' },
    ],
  },
  {
    name: 'Goods',
    pages: [
      { href: '/stock', label: 'Stock', icon: 'stock' },
      { href: '/orders', label: 'Orders', icon: 'orders' },
    ],
  },
  {
    name: 'Marketplaces',
    pages: [
      { href: '/shops', label: 'Shops', icon: 'shops' },
      { href: '/failures', label: 'Failures', icon: 'failures' },
      { href: '/mapping', label: 'Mapping', icon: 'mapping' },
      { href: '/reconciliation', label: 'Reconciliation', icon: 'reconciliation' },
    ],
  },
]
