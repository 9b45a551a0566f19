import { useEffect, useRef, useState } from 'react'
import type { AlignedData } from 'uplot'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'

const PULSE = graphql(`
  query Pulse {
    systemStatus { at process feed { sent } }
  }
`)

const EVERY_MS = 1_000
const KEPT = 180

interface Answer {
  readonly at: string
  readonly process: string
  readonly feed: { readonly sent: number | string }
}

/** The gateway counts; two of its answers tell the pace between them. Answers of different processes tell nothing. */
export function useDeliveries(): { data: AlignedData; now: number | null } {
  const { data: answer } = useFresh(PULSE, {}, { everyMs: EVERY_MS })
  const last = useRef<Answer | null>(null)
  const [points, setPoints] = useState<readonly (readonly [number, number])[]>([])
  const status = answer?.systemStatus
  useEffect(() => {
    if (!status) return
    const before = last.current
    last.current = status
    if (!before || before.process !== status.process) return
    const seconds = (Date.parse(status.at) - Date.parse(before.at)) / 1000
    if (seconds <= 0) return
    const pace = (Number(status.feed.sent) - Number(before.feed.sent)) / seconds
    setPoints((now) => [...now.slice(1 - KEPT), [Date.parse(status.at) / 1000, pace]])
  }, [status])
  return {
    data: [points.map(([at]) => at), points.map(([, pace]) => pace)],
    now: points.at(-1)?.[1] ?? null,
  }
}
