import { expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { readTracingSettings } from './config-tracing.ts'

it('traces nothing unless an endpoint is set', () => {
  expect(readTracingSettings({ OTEL_SERVICE_NAME: 'x' })).toBeNull()
})

it('takes OpenTelemetry’s own variables', () => {
  expect(readTracingSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/' })).toEqual({
    url: 'http://localhost:4318/v1/traces',
    service: 'haitao-graph',
    ratio: 1,
  })
  expect(
    readTracingSettings({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp',
      OTEL_SERVICE_NAME: 'gateway',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
    }),
  ).toEqual({ url: 'https://collector.example/otlp/v1/traces', service: 'gateway', ratio: 0.1 })
})

it.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }],
  [
    'OTEL_TRACES_SAMPLER_ARG',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_TRACES_SAMPLER_ARG: '2' },
  ],
])('refuses a wrong %s by name', (name, env) => {
  expect(() => readTracingSettings(env)).toThrow(ConfigError)
  expect(() => readTracingSettings(env)).toThrow(new RegExp(`^${name} takes `))
})
