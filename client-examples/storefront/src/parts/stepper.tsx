import { useWords } from '../words/use-words.ts'

interface Props {
  readonly value: number
  readonly min?: number
  readonly max: number
  /** How many more or fewer at once: some goods come in lots. */
  readonly step?: number
  /** Name of the goods, for screen readers. */
  readonly of: string
  readonly onChange: (value: number) => void
}

export function Stepper({ value, min = 1, max, step = 1, of, onChange }: Props) {
  const { t, number } = useWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend of its own to be seen
    <span className="stepper" role="group" aria-label={`${t('quantity')}: ${of}`}>
      <button
        type="button"
        aria-label={t('fewer')}
        disabled={value - step < min}
        onClick={() => onChange(value - step)}
      >
        −
      </button>
      <output aria-live="polite">{number(value)}</output>
      <button
        type="button"
        aria-label={t('oneMore')}
        disabled={value + step > max}
        onClick={() => onChange(value + step)}
      >
        +
      </button>
    </span>
  )
}
