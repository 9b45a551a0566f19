import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { axesOf, type Line, seriesOf } from './chart-look.ts'

export type { Line } from './chart-look.ts'

interface ChartProps {
  /** Text alternative of the chart: the picture itself can't be read out. */
  readonly label: string
  readonly lines: readonly Line[]
  /** Seconds since 1970, then the values of each line. */
  readonly data: uPlot.AlignedData
  readonly height?: number
}

/** A line chart over time that follows its data. Colours follow the theme. */
export function Chart({ label, lines, data, height = 180 }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(data)
  latest.current = data
  const key = JSON.stringify(lines)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const draw = () => {
      plot.current?.destroy()
      plot.current = new uPlot(
        {
          width: element.clientWidth,
          height,
          padding: [8, 28, 0, 0],
          cursor: { points: { size: 7 } },
          legend: { live: true },
          scales: { y: { range: (_plot, least, most) => rangeOf(least, most) } },
          axes: axesOf(element),
          series: seriesOf(element, JSON.parse(key) as Line[]),
        },
        latest.current,
        element,
      )
    }
    draw()
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }))
    resized.observe(element)
    const themed = new MutationObserver(draw)
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      resized.disconnect()
      themed.disconnect()
      plot.current?.destroy()
      plot.current = null
    }
  }, [key, height])

  useEffect(() => plot.current?.setData(data), [data])
  return <div ref={box} className="chart" role="img" aria-label={label} />
}

/** From 0 where values are near it, with some air above. */
function rangeOf(least: number | null, most: number | null): [number, number] {
  const low = least ?? 0
  const high = most ?? 1
  const spread = Math.max(1, high - low)
  const from = low <= spread * 2 ? 0 : low - spread * 0.3
  return [Math.floor(from), Math.ceil(high + spread * 0.15)]
}
