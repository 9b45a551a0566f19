import type { Table, Values } from './setting.ts'
import { httpAddress, share, text } from './types.ts'

/** The names are OpenTelemetry's own. */
export const TRACING = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    type: httpAddress('http://localhost:4318'),
    otherwise: 'nothing is traced',
    sentence: 'Collector of OpenTelemetry traces, over HTTP.',
  },
  OTEL_SERVICE_NAME: {
    type: text(),
    default: 'haitao-graph',
    sentence: "The service's name in traces.",
  },
  OTEL_TRACES_SAMPLER_ARG: {
    type: share,
    default: '1',
    sentence: 'Share of requests that are traced, from 0 to 1.',
  },
} as const satisfies Table

/** Where traces go (OpenTelemetry, OTLP over HTTP), under which name, and how many. */
export interface TracingSettings {
  /** With its path: `…/v1/traces`. */
  readonly url: string
  readonly service: string
  /** Part of the traces that begin here, 0 to 1. A trace that a caller has begun is always continued. */
  readonly ratio: number
}

/** Null: nothing is traced. */
export function tracingOf(vars: Values<typeof TRACING>): TracingSettings | null {
  const endpoint = vars.OTEL_EXPORTER_OTLP_ENDPOINT
  if (!endpoint) return null
  return {
    url: `${endpoint}/v1/traces`,
    service: vars.OTEL_SERVICE_NAME,
    ratio: vars.OTEL_TRACES_SAMPLER_ARG,
  }
}
