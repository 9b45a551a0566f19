import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { HeldTable } from './held-table.tsx'
import { RulePanel } from './rule-panel.tsx'

const HELD_PRICES = graphql(`
  query HeldPrices($first: Int, $after: String, $last: Int, $before: String, $locale: String!) {
    heldPrices(first: $first, after: $after, last: $last, before: $before) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id heldAt
        current { amount currency }
        proposed { amount currency }
        costBefore { amount currency }
        costNow { amount currency }
        rule { id name }
        sku { id code title(locale: $locale) product { id } }
      }
    }
  }
`)

const PAGE = 20
/** Rules work in the background: held prices show soon after. */
const EVERY_MS = 5_000

export default function PricesPage() {
  const { t, locale } = useSpeech()
  const held = useFresh(HELD_PRICES, { ...usePage(PAGE), locale }, { everyMs: EVERY_MS })
  return (
    <Page title={t('prices')} lead={t('pricesLead')}>
      <div className="stack">
        <Panel title={t('held')} flush>
          <Loaded of={held}>
            {({ heldPrices: page }) =>
              page && (
                <>
                  <HeldTable held={page.nodes} onDecided={held.refresh} />
                  <Pager info={page.pageInfo} total={page.totalCount} />
                </>
              )
            }
          </Loaded>
        </Panel>
        <RulePanel onSaved={held.refresh} />
      </div>
    </Page>
  )
}
