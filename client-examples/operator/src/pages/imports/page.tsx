import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FileForm } from './file-form.tsx'
import { ImportTable } from './import-table.tsx'
import { ItemsForm } from './items-form.tsx'
import { ShopForm } from './shop-form.tsx'

const IMPORTS = graphql(`
  query Imports($first: Int, $after: String, $last: Int, $before: String) {
    catalogueImports(first: $first, after: $after, last: $last, before: $before) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { ...ImportFields }
    }
  }
`)

const PAGE = 15

export default function ImportsPage() {
  const { t } = useSpeech()
  const imports = useFresh(IMPORTS, usePage(PAGE))
  return (
    <Page title={t('imports')} lead={t('importsLead')}>
      <div className="stack">
        <div className="columns columns-wide">
          <div className="stack">
            <ItemsForm onBegun={imports.refresh} />
            <FileForm onBegun={imports.refresh} />
          </div>
          <ShopForm onBegun={imports.refresh} />
        </div>
        <Panel title={t('importsSoFar')} flush>
          <Loaded of={imports}>
            {({ catalogueImports: page }) =>
              page && (
                <>
                  <ImportTable imports={page.nodes} onEnd={imports.refresh} />
                  <Pager info={page.pageInfo} total={page.totalCount} />
                </>
              )
            }
          </Loaded>
        </Panel>
      </div>
    </Page>
  )
}
