import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import { SHOP_LANGUAGES } from './draft.ts'
import { type Category, choicesOf, type Placed } from './use-categories.ts'

const SAVE_CATEGORY = graphql(`
  mutation SaveCategory($input: SaveCategoryInput!) {
    saveCategory(input: $input) {
      category { id }
      userErrors { code field message }
    }
  }
`)

interface Props {
  /** Null: a new one. */
  readonly category: Category | null
  readonly tree: readonly Placed[]
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function CategoryDialog({ category, tree, onClose, onSaved }: Props) {
  const { t, languageName } = useSpeech()
  const { run, busy, refusals } = useAction(SAVE_CATEGORY)
  const [slug, setSlug] = useState(category?.slug ?? '')
  const [parentId, setParentId] = useState(category?.parent?.id ?? '')
  const [names, setNames] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries([
      ...SHOP_LANGUAGES.map((code) => [code, '']),
      ...(category?.names.map(({ locale, text }) => [locale, text]) ?? []),
    ]),
  )
  const save = async () => {
    const input = {
      ...(category && { id: category.id }),
      slug: slug.trim(),
      parentId: parentId || null,
      names: Object.entries(names)
        .map(([locale, text]) => ({ locale, text: text.trim() }))
        .filter(({ locale, text }) => text !== '' || category?.names.some((one) => one.locale === locale)),
    }
    if (!(await run({ input }, t('categorySaved')))) return
    onSaved()
    onClose()
  }
  return (
    <Dialog
      title={category ? t('editCategory', { name: category.name }) : t('newCategory')}
      submit={t('save')}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      {Object.entries(names).map(([locale, text], index) => (
        <TextInput
          key={locale}
          label={t('nameIn', { language: languageName(locale) })}
          value={text}
          onChange={(value) => setNames((now) => ({ ...now, [locale]: value }))}
          error={index === 0 ? refusalOf(refusals, 'names', 'nameZh', 'nameEn') : undefined}
        />
      ))}
      <TextInput
        label={t('slug')}
        value={slug}
        onChange={setSlug}
        hint={t('slugHint')}
        error={refusalOf(refusals, 'slug')}
      />
      <SelectInput
        label={t('parent')}
        value={parentId}
        onChange={setParentId}
        any={t('atTop')}
        choices={choicesOf(tree.filter((placed) => placed.category.id !== category?.id))}
        error={refusalOf(refusals, 'parentId')}
      />
    </Dialog>
  )
}
