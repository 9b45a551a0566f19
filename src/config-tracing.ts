import { ConfigError } from './config-error.ts'

/** Where traces go (OpenTelemetry, OTLP over HTTP), under which name, and how many. */
export interface TracingSettings {
  /** With its path: `…/v1/traces`. */
  readonly url: string
  readonly service: string
  /** Part of the traces that begin here, 0 to 1. What a caller has begun to trace is always gone on with. */
  readonly ratio: number
}

type Env = Readonly<Record<string, string | undefined>>

/** Null: nothing is traced. The names are OpenTelemetry's own. @throws ConfigError with one sentence that names the variable */
export function readTracingSettings(env: Env): TracingSettings | null {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT
  if (!endpoint) return null
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint))
    throw new ConfigError(
      'OTEL_EXPORTER_OTLP_ENDPOINT takes an http or https address such as http://localhost:4318; it is set to something else.',
    )
  const ratio = Number(env.OTEL_TRACES_SAMPLER_ARG || '1')
  if (!(ratio >= 0 && ratio <= 1))
    throw new ConfigError('OTEL_TRACES_SAMPLER_ARG takes a number from 0 to 1; it is set to something else.')
  return {
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    service: env.OTEL_SERVICE_NAME || 'haitao-graph',
    ratio,
  }
}
