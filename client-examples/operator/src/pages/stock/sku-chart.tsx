import { useEffect, useRef, useState } from 'react'
import type { AlignedData } from 'uplot'
import { Chart, type Line } from '../../ui/chart.tsx'
import { useTick } from '../../ui/use-tick.ts'
import type { Level } from './levels.ts'

const COLOURS = ['info', 'good', 'accent', 'warn', 'bad'] as const
const KEPT = 600

/** Available stock of each warehouse since the page was opened. */
export function SkuChart({ levels }: { levels: readonly Level[] }) {
  const [points, setPoints] = useState<readonly (readonly number[])[]>([])
  const latest = useRef(levels)
  latest.current = levels
  const tick = useTick(1_000)
  const versions = levels.map(({ version }) => version).join()
  // A point for each second, and for each change at once
  useEffect(() => {
    const point = [Date.now() / 1000, ...latest.current.map(({ available }) => available)]
    setPoints((now) => [...now.slice(1 - KEPT), point])
  }, [tick, versions])
  const lines = levels.map(
    ({ warehouse }, index): Line => ({
      label: warehouse.name,
      colour: COLOURS[index % COLOURS.length] ?? 'info',
      stepped: true,
    }),
  )
  const data = [0, ...levels.map((_, index) => index + 1)].map((row) =>
    points.map((point) => point[row] ?? null),
  ) as AlignedData
  return <Chart label="Available pieces by warehouse over time" lines={lines} data={data} />
}
