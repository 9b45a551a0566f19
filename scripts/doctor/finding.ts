/** One line of the doctor. `wrong`: it can't run, or not safely; `warning`: it runs, and somebody should look. */
export interface Finding {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'wrong'
  readonly detail: string
  /** Remedy; every warning and every error has one. */
  readonly remedy?: string
}

export const ok = (name: string, detail: string): Finding => ({ name, state: 'ok', detail })
export const warning = (name: string, detail: string, remedy: string): Finding => ({
  name,
  state: 'warning',
  detail,
  remedy,
})
export const wrong = (name: string, detail: string, remedy: string): Finding => ({
  name,
  state: 'wrong',
  detail,
  remedy,
})

export const withoutStop = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')

/** For people: state, name and detail in columns, remedies below. */
export function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.map(({ state, name, detail, remedy }) => {
    const line = `${state.padEnd(7)}  ${name.padEnd(width)}  ${detail}`
    return remedy ? `${line}\n${' '.repeat(width + 11)}-> ${remedy}` : line
  })
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
  return `${lines.join('\n')}\n\n${count('ok')} ok, ${count('warning')} warnings, ${count('wrong')} wrong\n`
}
