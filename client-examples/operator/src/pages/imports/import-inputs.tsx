import type { ReactNode } from 'react'
import { useSpeech } from '../../language/speech.ts'
import { CheckInput, SelectInput } from '../../ui/inputs.tsx'
import { choicesOf, useCategories } from '../catalogue/use-categories.ts'

interface CategoryProps {
  readonly value: string
  readonly onChange: (id: string) => void
  readonly error: string | undefined
}

/** The category that imported goods join. */
export function CategoryInput(props: CategoryProps) {
  const { t } = useSpeech()
  const { tree } = useCategories()
  return <SelectInput label={t('category')} any={t('noCategory')} choices={choicesOf(tree)} {...props} />
}

interface BeginProps {
  readonly publish: boolean
  readonly onPublish: (publish: boolean) => void
  readonly children: ReactNode
}

/** Whether goods are put on show, and the button. */
export function BeginRow({ publish, onPublish, children }: BeginProps) {
  const { t } = useSpeech()
  return (
    <div className="row">
      <CheckInput label={t('putOnShow')} checked={publish} onChange={onPublish} />
      <span className="push">{children}</span>
    </div>
  )
}
