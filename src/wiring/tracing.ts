import type { Config } from '../config/index.ts'
import { NO_TRACE, type Trace } from '../domain/trace.ts'
import type { Lifetime } from './lifetime.ts'

/** Traces as configured; recorded spans are sent before the process ends. OpenTelemetry is loaded only when it is used. */
export async function openTrace({ tracing, role }: Config, life: Lifetime): Promise<Trace> {
  if (!tracing) return NO_TRACE
  const { openTelemetry } = await import('./open-telemetry.ts')
  const { trace, stop } = openTelemetry(tracing, role)
  life.onStop('traces', stop)
  return trace
}
