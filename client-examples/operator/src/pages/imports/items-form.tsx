import { useState } from 'react'
import { Link } from 'wouter'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { SelectInput, TextArea } from '../../ui/inputs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useRules } from '../prices/use-rules.ts'
import { linesOf } from './import-fields.ts'
import { BeginRow, CategoryInput } from './import-inputs.tsx'

const IMPORT_ITEMS = graphql(`
  mutation ImportItems($input: ImportItemsInput!) {
    importItems(input: $input) {
      catalogueImport { id }
      userErrors { code field message }
    }
  }
`)

/** Items by what people paste: links of pages, apps and other agents. */
export function ItemsForm({ onBegun }: { onBegun: () => void }) {
  const { t } = useSpeech()
  const rules = useRules().data?.priceRules ?? []
  const { run, busy, refusals } = useAction(IMPORT_ITEMS)
  const [idempotencyKey, renewKey] = useAttemptKey()
  const [text, setText] = useState('')
  const [categoryId, setCategoryId] = useState('')
  const [priceRuleId, setPriceRuleId] = useState('')
  const [publish, setPublish] = useState(true)
  const [lacks, setLacks] = useState(false)
  const begin = async () => {
    const references = linesOf(text)
    setLacks(references.length === 0)
    if (references.length === 0) return
    const input = {
      references,
      publish,
      ...(categoryId && { categoryId }),
      ...(priceRuleId && { priceRuleId }),
      idempotencyKey,
    }
    const answer = await run({ input }, t('importBegun'))
    renewKey()
    if (!answer) return
    setText('')
    onBegun()
  }
  return (
    <Panel title={t('byLinks')}>
      <div className="stack">
        <TextArea
          label={t('references')}
          value={text}
          onChange={setText}
          rows={5}
          placeholder="https://item.taobao.com/item.htm?id=…"
          hint={t('referencesHint')}
          error={lacks ? t('needReferences') : refusalOf(refusals, 'references')}
        />
        <div className="form-grid">
          <CategoryInput
            value={categoryId}
            onChange={setCategoryId}
            error={refusalOf(refusals, 'categoryId')}
          />
          <SelectInput
            label={t('priceRule')}
            value={priceRuleId}
            onChange={setPriceRuleId}
            any={t('usualRule')}
            choices={rules.map(({ id, name }) => ({ value: id, label: name }))}
            error={refusalOf(refusals, 'priceRuleId')}
          />
        </div>
        {rules.length === 0 && (
          <p className="field-hint">
            {t('noRules')} <Link href="/prices">{t('newRule')}</Link>
          </p>
        )}
        <BeginRow publish={publish} onPublish={setPublish}>
          <Button look="primary" busy={busy} onClick={() => void begin()}>
            {t('beginImport')}
          </Button>
        </BeginRow>
      </div>
    </Panel>
  )
}
