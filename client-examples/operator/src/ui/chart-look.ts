import uPlot from 'uplot'

export interface Line {
  readonly label: string
  /** Name of a colour of the theme. */
  readonly colour: 'accent' | 'info' | 'good' | 'warn' | 'bad'
  /** Values stand until the next one, as stock does. */
  readonly stepped?: boolean
}

const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600]
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000]
const STEPS = uPlot.paths.stepped?.({ align: 1 })

const colourOf = (element: Element, name: string) =>
  getComputedStyle(element).getPropertyValue(`--${name}`).trim()

export function axesOf(element: Element): uPlot.Axis[] {
  const stroke = colourOf(element, 'ink-soft')
  const line = { stroke: colourOf(element, 'line'), width: 1 }
  const font = '11px system-ui, sans-serif'
  const common = { stroke, font, grid: line, ticks: { show: false } }
  return [
    { ...common, space: 80, size: 26, incrs: SECONDS, values: (_plot, at) => at.map(clock) },
    { ...common, size: 46, incrs: WHOLE },
  ]
}

export function seriesOf(element: Element, lines: readonly Line[]): uPlot.Series[] {
  return [
    { label: 'At', value: (_plot, at) => (at === null ? '–' : clock(at)) },
    ...lines.map(
      ({ label, colour, stepped }): uPlot.Series => ({
        label,
        stroke: colourOf(element, colour),
        fill: `${colourOf(element, colour)}18`,
        width: 2,
        points: { show: false },
        value: (_plot, value) => (value === null ? '–' : String(Math.round(value * 10) / 10)),
        ...(stepped && STEPS && { paths: STEPS }),
      }),
    ),
  ]
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toTimeString().slice(0, 8)
}
