import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { routeId } from '../../../../shared-web/route/route-id.ts'
import { toneOf } from '../../format/tones.ts'
import { useAction } from '../../gateway/use-action.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql, type ImportOutcome } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Badge } from '../../ui/badge.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Figures } from '../../ui/figures.tsx'
import { SelectInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Import } from './import-fields.ts'
import { ImportProgress } from './import-progress.tsx'
import { ImportRows } from './import-rows.tsx'
import { useLiveImport } from './use-live-import.ts'

const ONE_IMPORT = graphql(`
  query OneImport(
    $id: ID!, $locale: String!, $outcomes: [ImportOutcome!]
    $first: Int, $after: String, $last: Int, $before: String
  ) {
    catalogueImport(id: $id) {
      ...ImportFields
      rows(first: $first, after: $after, last: $last, before: $before, outcomes: $outcomes) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes {
          reference outcome code message
          product { id title(locale: $locale) media { url status } }
          changes { field before after keptByHand }
        }
      }
    }
  }
`)

const CANCEL_IMPORT = graphql(`
  mutation CancelImport($id: ID!) {
    cancelCatalogueImport(input: { id: $id }) {
      catalogueImport { ...ImportFields }
      userErrors { code field message }
    }
  }
`)

const OUTCOMES: readonly ImportOutcome[] = ['CREATED', 'UPDATED', 'UNCHANGED', 'FAILED']
const PAGE = 25

export default function ImportPage() {
  const { t, locale } = useSpeech()
  const id = routeId(useParams<{ id: string }>().id)
  const [outcome, setOutcome] = useParam<ImportOutcome>('outcome')
  const asked = useFresh(ONE_IMPORT, {
    id,
    locale,
    outcomes: outcome ? [outcome] : null,
    ...usePage(PAGE),
  })
  const [live, setLive] = useState<Import | null>(null)
  const read = asked.data?.catalogueImport ?? null
  useLiveImport(
    read,
    (now) => {
      setLive(now)
      asked.refresh()
    },
    asked.refresh,
  )
  const { run, busy } = useAction(CANCEL_IMPORT)
  return (
    <Loaded of={asked} lines={10}>
      {({ catalogueImport: one }) => {
        if (!one)
          return (
            <Page title={t('noSuchImport')}>
              <Link href="/imports">{t('backToImports')}</Link>
            </Page>
          )
        const now = one.status === 'RUNNING' && live?.id === one.id ? live : one
        return (
          <Page
            title={`${t('importOf')}: ${t(one.kind)}`}
            lead={
              <>
                <Link href="/imports">{t('backToImports')}</Link>{' '}
                <Badge tone={toneOf(now.status)}>{t(now.status)}</Badge>{' '}
                {now.dryRun && <Badge>{t('trial')}</Badge>}
              </>
            }
            actions={
              now.status === 'RUNNING' && (
                <ConfirmButton
                  label={t('stopImport')}
                  title={t('stopTitle')}
                  busy={busy}
                  onConfirm={() => run({ id }, t('importStopped')).then(asked.refresh)}
                >
                  <p>{t('stopText')}</p>
                </ConfirmButton>
              )
            }
          >
            <div className="stack">
              <Panel title={t('progress')}>
                <ImportProgress of={now} />
                {now.dryRun && <p className="soft">{t('trialText')}</p>}
              </Panel>
              <ImportFigures of={now} />
              <div className="filters">
                <SelectInput
                  label={t('outcome')}
                  value={outcome}
                  onChange={setOutcome}
                  any={t('all')}
                  choices={OUTCOMES.map((value) => ({ value, label: t(value) }))}
                />
              </div>
              <Panel title={t('rows')} flush>
                <ImportRows rows={one.rows.nodes} empty={t(outcome ? 'noRowsSuch' : 'noRows')} />
                <Pager info={one.rows.pageInfo} total={one.rows.totalCount} />
              </Panel>
            </div>
          </Page>
        )
      }}
    </Loaded>
  )
}

function ImportFigures({ of: { created, updated, unchanged, failed } }: { of: Import }) {
  const { t, number } = useSpeech()
  return (
    <Figures
      figures={[
        { name: t('created'), value: number(created), tone: created > 0 ? 'good' : 'plain' },
        { name: t('updated'), value: number(updated) },
        { name: t('unchanged'), value: number(unchanged) },
        { name: t('failed'), value: number(failed), tone: failed > 0 ? 'bad' : 'plain' },
      ]}
    />
  )
}
