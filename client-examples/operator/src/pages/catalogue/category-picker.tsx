import { Link } from 'wouter'
import { useSpeech } from '../../language/speech.ts'
import { useCategories } from './use-categories.ts'

interface Props {
  /** Ids, the main one first. */
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Where a product is found: any number of categories. */
export function CategoryPicker({ chosen, onChange }: Props) {
  const { t } = useSpeech()
  const { tree } = useCategories()
  return (
    <fieldset className="picker">
      <legend className="legend">{t('categories')}</legend>
      {tree.length === 0 && (
        <p className="soft">
          {t('noCategories')} <Link href="/categories">{t('newCategory')}</Link>
        </p>
      )}
      <div className="picker-list">
        {tree.map(({ category: { id, name }, depth }) => (
          <label key={id} className="check" data-depth={Math.min(depth, 4)}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        ))}
      </div>
      {tree.length > 0 && <p className="field-hint">{t('mainCategory')}</p>}
    </fieldset>
  )
}
