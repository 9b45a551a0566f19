import type { Word } from '../language/speech.ts'
import type { IconName } from '../ui/icon.tsx'

interface Entry {
  readonly href: string
  readonly label: Word
  readonly icon: IconName
}

/** Entries of the navigation. The routes themselves are in app.tsx. */
export const GROUPS: readonly { readonly name: Word; readonly pages: readonly Entry[] }[] = [
  {
    name: 'now',
    pages: [
      { href: '/', label: 'overview', icon: 'overview' },
      { href: '/alerts', label: 'alerts', icon: 'alerts' },
      { href: '/purchases', label: 'purchases', icon: 'purchases' },
    ],
  },
  {
    name: 'catalogue',
    pages: [
      { href: '/products', label: 'products', icon: 'products' },
      { href: '/imports', label: 'imports', icon: 'imports' },
      { href: '/prices', label: 'prices', icon: 'prices' },
      { href: '/categories', label: 'categories', icon: 'categories' },
      { href: '/translations', label: 'translations', icon: 'translations' },
    ],
  },
  {
    name: 'goods',
    pages: [
      { href: '/stock', label: 'stock', icon: 'stock' },
      { href: '/orders', label: 'orders', icon: 'orders' },
    ],
  },
  {
    name: 'marketplaces',
    pages: [
      { href: '/shops', label: 'shops', icon: 'shops' },
      { href: '/failures', label: 'failures', icon: 'failures' },
      { href: '/mapping', label: 'mapping', icon: 'mapping' },
      { href: '/reconciliation', label: 'reconciliation', icon: 'reconciliation' },
    ],
  },
]
