import { useState } from 'react'
import { type Refusal, refusalOf } from '../../gateway/use-action.ts'
import type { ProductStatus } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { SelectInput, TextArea, TextInput } from '../../ui/inputs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { CategoryPicker } from './category-picker.tsx'
import { type Draft, type DraftTexts, withLanguage } from './draft.ts'
import { PictureField } from './picture-field.tsx'

interface Props {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly refusals: readonly Refusal[]
  /** A new one gets its name in addresses from the gateway. */
  readonly isNew?: boolean
}

const STATUSES: readonly ProductStatus[] = ['DRAFT', 'ACTIVE', 'ARCHIVED']

/** Everything of a product but its SKUs. */
export function ProductForm({ draft, onChange, refusals, isNew = false }: Props) {
  const { t } = useSpeech()
  const statuses = isNew ? STATUSES.filter((status) => status !== 'ARCHIVED') : STATUSES
  return (
    <>
      <TextsPanel draft={draft} onChange={onChange} refusals={refusals} />
      <Panel title={t('pictures')}>
        <PictureField
          pictures={draft.pictures}
          onChange={(pictures) => onChange({ ...draft, pictures })}
          error={refusalOf(refusals, 'media')}
        />
      </Panel>
      <Panel title={t('facts')}>
        <div className="stack">
          <div className="form-grid">
            <SelectInput
              label={t('state')}
              value={draft.status}
              onChange={(status) => onChange({ ...draft, status })}
              choices={statuses.map((value) => ({ value, label: t(value) }))}
              error={refusalOf(refusals, 'status')}
            />
            <TextInput
              label={t('brand')}
              value={draft.brand}
              onChange={(brand) => onChange({ ...draft, brand })}
              error={refusalOf(refusals, 'brand')}
            />
            {!isNew && (
              <TextInput
                label={t('handle')}
                value={draft.handle}
                onChange={(handle) => onChange({ ...draft, handle })}
                hint={t('handleHint')}
                error={refusalOf(refusals, 'handle')}
              />
            )}
          </div>
          <CategoryPicker
            chosen={draft.categoryIds}
            onChange={(categoryIds) => onChange({ ...draft, categoryIds })}
          />
        </div>
      </Panel>
    </>
  )
}

function TextsPanel({ draft, onChange, refusals }: Omit<Props, 'isNew'>) {
  const { t, languageName } = useSpeech()
  const [code, setCode] = useState('')
  const set = (locale: string, changes: Partial<DraftTexts>) =>
    onChange({
      ...draft,
      texts: draft.texts.map((one) => (one.locale === locale ? { ...one, ...changes } : one)),
    })
  return (
    <Panel title={t('texts')}>
      <div className="stack">
        <div className="columns">
          {draft.texts.map(({ locale, title, description }, index) => {
            const language = languageName(locale)
            return (
              <div key={locale} className="stack-tight">
                <TextInput
                  label={t('titleIn', { language })}
                  value={title}
                  onChange={(value) => set(locale, { title: value })}
                  // Of several languages the gateway does not say which: it stands at the first.
                  error={index === 0 ? refusalOf(refusals, 'titles', 'titleZh', 'titleEn') : undefined}
                />
                <TextArea
                  label={t('descriptionIn', { language })}
                  value={description}
                  onChange={(value) => set(locale, { description: value })}
                  error={index === 0 ? refusalOf(refusals, 'descriptions') : undefined}
                />
              </div>
            )
          })}
        </div>
        <div className="row row-end">
          <TextInput label={t('addLanguage')} value={code} onChange={setCode} placeholder="fr" />
          <Button
            disabled={withLanguage(draft, code) === draft}
            onClick={() => {
              onChange(withLanguage(draft, code))
              setCode('')
            }}
          >
            {t('add')}
          </Button>
          <span className="soft small">{t('addLanguageHint')}</span>
        </div>
      </div>
    </Panel>
  )
}
