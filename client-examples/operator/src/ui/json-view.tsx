interface JsonViewProps {
  readonly label: string
  readonly value: unknown
  /** Lines that the other version does not have are marked. */
  readonly against?: unknown
}

const linesOf = (value: unknown) => JSON.stringify(value, null, 2).split('\n')

/** A record as text, by lines; differences from another version are highlighted. */
export function JsonView({ label, value, against }: JsonViewProps) {
  const other = against === undefined ? null : new Set(linesOf(against))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
    <section className="json" aria-label={label} tabIndex={0}>
      <pre>
        {linesOf(value).map((line, index) => {
          const changed = other !== null && !other.has(line)
          return (
            <span key={index} className={changed ? 'json-line json-changed' : 'json-line'}>
              {changed ? <mark>{line}</mark> : line}
              {'\n'}
            </span>
          )
        })}
      </pre>
    </section>
  )
}
