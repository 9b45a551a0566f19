import { useWords } from '../words/use-words.ts'

interface Props {
  readonly value: number
  readonly max: number
  /** Of what, for who doesn't see the row it stands in. */
  readonly of: string
  readonly onChange: (value: number) => void
}

export function Stepper({ value, max, of, onChange }: Props) {
  const { t, number } = useWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend of its own to be seen
    <span className="stepper" role="group" aria-label={`${t('quantity')}: ${of}`}>
      <button type="button" aria-label={t('fewer')} disabled={value <= 1} onClick={() => onChange(value - 1)}>
        −
      </button>
      <output aria-live="polite">{number(value)}</output>
      <button
        type="button"
        aria-label={t('oneMore')}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </span>
  )
}
