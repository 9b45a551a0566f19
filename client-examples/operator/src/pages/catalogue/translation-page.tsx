import { useState } from 'react'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SHOP_LANGUAGES } from './draft.ts'
import { TranslationRow } from './translation-row.tsx'

const UNTRANSLATED = graphql(`
  query Untranslated(
    $first: Int, $after: String, $last: Int, $before: String, $filter: ProductFilter, $locale: String!
  ) {
    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id version
        title(locale: $locale)
        description(locale: $locale)
        media { url status }
      }
    }
  }
`)

const PAGE = 20

/** Texts that are missing in a language, and a form to add them. */
export default function TranslationPage() {
  const { t, locale, languageName } = useSpeech()
  const [wanted, setWanted] = useParam('language', locale)
  const [other, setOther] = useState('')
  const language = wanted || locale
  const filter = { statuses: ['ACTIVE' as const, 'DRAFT' as const], lacksTitleIn: language }
  const products = useFresh(UNTRANSLATED, { ...usePage(PAGE), filter, locale })
  const codes = [...new Set([...SHOP_LANGUAGES, language])]
  return (
    <Page title={t('translations')} lead={t('translationsLead')}>
      <div className="filters">
        <SelectInput
          label={t('forLanguage')}
          value={language}
          onChange={setWanted}
          choices={codes.map((value) => ({ value, label: languageName(value) }))}
        />
        <form
          className="row row-end"
          onSubmit={(event) => {
            event.preventDefault()
            if (other.trim()) setWanted(other.trim())
            setOther('')
          }}
        >
          <TextInput label={t('otherLanguage')} value={other} onChange={setOther} placeholder="fr" />
          <Button type="submit">{t('look')}</Button>
        </form>
      </div>
      <Panel flush>
        <Loaded of={products} lines={8}>
          {({ products: page }) =>
            page && (
              <>
                {page.nodes.length === 0 && <div className="empty">{t('noMissing')}</div>}
                <ul className="translation-list" aria-label={t('translations')}>
                  {page.nodes.map((product) => (
                    <TranslationRow
                      key={`${product.id} ${language}`}
                      product={product}
                      locale={language}
                      onSaved={products.refresh}
                    />
                  ))}
                </ul>
                <Pager info={page.pageInfo} total={page.totalCount} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
