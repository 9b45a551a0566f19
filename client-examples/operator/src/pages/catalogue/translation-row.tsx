import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { graphql, type NodeOf, type UntranslatedQuery } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { Thumb } from '../../ui/thumb.tsx'

const TRANSLATE = graphql(`
  mutation TranslateProduct($input: UpdateProductInput!) {
    updateProduct(input: $input) {
      product { id version }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly product: NodeOf<UntranslatedQuery['products']>
  readonly locale: string
  readonly onSaved: () => void
}

/** One product: its present title, and the missing texts. */
export function TranslationRow({ product, locale, onSaved }: Props) {
  const { t, languageName } = useSpeech()
  const { run, busy, refusals } = useAction(TRANSLATE)
  const [title, setTitle] = useState('')
  const [description, setDescription] = useState('')
  const language = languageName(locale)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const input = {
      id: product.id,
      expectedVersion: product.version,
      titles: [{ locale, text: title.trim() }],
      ...(description.trim() && { descriptions: [{ locale, text: description.trim() }] }),
    }
    if (await run({ input }, t('translated', { title: title.trim() }))) onSaved()
  }
  return (
    <li>
      <div className="with-thumb">
        <Thumb picture={product.media[0]} />
        <div>
          <Link href={`/products/${encodeURIComponent(product.id)}`}>{product.title}</Link>
          {product.description && <span className="cell-note clip">{product.description}</span>}
        </div>
      </div>
      <form className="translation-form" onSubmit={(event) => void save(event)}>
        <TextInput
          label={t('titleIn', { language })}
          value={title}
          onChange={setTitle}
          error={refusalOf(refusals, 'titles')}
        />
        <TextArea
          label={t('descriptionIn', { language })}
          value={description}
          onChange={setDescription}
          rows={2}
          error={refusalOf(refusals, 'descriptions')}
        />
        <Button type="submit" busy={busy} disabled={!title.trim()}>
          {t('save')}
        </Button>
      </form>
    </li>
  )
}
