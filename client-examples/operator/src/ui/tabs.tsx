import { Link, useRoute } from 'wouter'

export interface Tab {
  readonly href: string
  readonly label: string
}

/** Pages that belong together. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <TabLink key={tab.href} {...tab} />
      ))}
    </nav>
  )
}

function TabLink({ href, label }: Tab) {
  const [here] = useRoute(href)
  return (
    <Link href={href} className={here ? 'tab tab-here' : 'tab'} aria-current={here ? 'page' : undefined}>
      {label}
    </Link>
  )
}
