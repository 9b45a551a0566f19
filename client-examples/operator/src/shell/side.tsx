import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { useFresh } from '../gateway/use-fresh.ts'
import { graphql } from '../graph.ts'
import { LanguageChoice } from '../language/language-choice.tsx'
import { useSpeech } from '../language/speech.ts'
import { Badge } from '../ui/badge.tsx'
import { Icon } from '../ui/icon.tsx'
import { ConnectionState } from './connection.tsx'
import { GROUPS } from './pages.ts'
import { ThemeChoice } from './theme-choice.tsx'

const SIDE = graphql(`
  query Side {
    viewer { subject }
    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }
    syncFailures(first: 1, resolved: false) { totalCount }
    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }
    unmatchedListings(first: 1) { totalCount }
    heldPrices(first: 1) { totalCount }
  }
`)

/** Navigation, with how much waits behind each entry. */
export function Side() {
  const [path] = useLocation()
  const { t } = useSpeech()
  const { data } = useFresh(SIDE, {}, { everyMs: 15_000 })
  const nav = useRef<HTMLElement>(null)
  // On a phone the pages are one row that scrolls.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (nav.current && here) nav.current.scrollLeft = here.offsetLeft - nav.current.offsetLeft - 16
  }, [path])
  const waiting: Readonly<Record<string, number | undefined>> = {
    '/alerts': data?.inventoryAlerts?.totalCount,
    '/failures': data?.syncFailures?.totalCount,
    '/purchases': data?.purchaseOrders?.totalCount,
    '/mapping': data?.unmatchedListings?.totalCount,
    '/prices': data?.heldPrices?.totalCount,
  }
  return (
    <aside className="side">
      <Link href="/" className="brand">
        haitao-graph <small>{t('operations')}</small>
      </Link>
      <nav ref={nav} className="nav" aria-label={t('pagesOfConsole')}>
        {GROUPS.map(({ name, pages }) => (
          <div key={name}>
            <div className="nav-group">{t(name)}</div>
            {pages.map(({ href, label, icon }) => {
              const here = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
              const count = waiting[href] ?? 0
              return (
                <Link key={href} href={href} aria-current={here ? 'page' : undefined}>
                  <Icon name={icon} />
                  {t(label)}
                  {count > 0 && <Badge tone="warn">{count > 999 ? '999+' : String(count)}</Badge>}
                </Link>
              )
            })}
          </div>
        ))}
      </nav>
      <div className="side-foot">
        <ConnectionState />
        <ThemeChoice />
        <LanguageChoice />
        <span className="soft">{data?.viewer.subject ?? ' '}</span>
      </div>
    </aside>
  )
}
