import type { Config } from '../config.ts'
import { NO_TRACE, type Trace } from '../domain/trace.ts'
import type { Lifetime } from './lifetime.ts'

/** Traces as configured; what was recorded leaves before the process does. OpenTelemetry is loaded only when it is used. */
export async function openTrace({ tracing, role }: Config, life: Lifetime): Promise<Trace> {
  if (!tracing) return NO_TRACE
  const { openTelemetry } = await import('./open-telemetry.ts')
  const { trace, stop } = openTelemetry(tracing, role)
  life.onStop('traces', stop)
  return trace
}
