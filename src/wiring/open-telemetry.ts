import { hostname } from 'node:os'
import {
  type Context,
  context,
  type Span as OtelSpan,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as traces,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node'
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions'
import type { TracingSettings } from '../config/index.ts'
import type { Span, SpanOptions, Trace } from '../domain/trace.ts'

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
}
/** Interval between two batches of spans, in ms. */
const BATCH_MS = 1_000

/** Spans to a collector, by OTLP over HTTP. Contexts travel as W3C `traceparent`. */
export function openTelemetry(
  { url, service, ratio }: TracingSettings,
  role: string,
): { trace: Trace; stop(): Promise<void> } {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: service,
      'service.instance.id': `${hostname()}/${process.pid}`,
      'haitao.role': role,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url }), { scheduledDelayMillis: BATCH_MS }),
    ],
  })
  // Sets the context manager (AsyncLocalStorage) and the W3C propagator.
  provider.register()
  const tracer = provider.getTracer('haitao-graph')
  const trace: Trace = {
    on: true,
    span(name, { kind = 'internal', attributes = {}, continues, onlyInside = false }, work) {
      const parent = continues ? arrived(continues) : context.active()
      if (onlyInside && !traces.getSpan(parent)) return work(ABSENT)
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, parent)
      return context.with(traces.setSpan(parent, span), () => ended(span, work))
    },
    record(name, startedAt, attributes) {
      tracer.startSpan(name, { startTime: startedAt, attributes, kind: SpanKind.PRODUCER }).end()
    },
    outgoing() {
      const headers: Record<string, string> = {}
      propagation.inject(context.active(), headers)
      return headers
    },
  }
  return {
    trace,
    async stop() {
      // A collector that is down must not hold the process up.
      await provider.shutdown().catch(() => {})
      traces.disable()
      context.disable()
      propagation.disable()
    },
  }
}

const ABSENT: Span = { set() {}, failed() {} }

function arrived(headers: NonNullable<SpanOptions['continues']>): Context {
  return propagation.extract(ROOT_CONTEXT, headers, {
    get: (carrier, key) => carrier[key],
    keys: (carrier) => Object.keys(carrier),
  })
}

/** Runs the work and ends the span with it, or with its promise. */
function ended<T>(span: OtelSpan, work: (span: Span) => T): T {
  const failed = (reason: string) => span.setStatus({ code: SpanStatusCode.ERROR, message: reason })
  const thrown = (error: unknown): never => {
    // The name alone: messages of databases and platforms can quote data.
    failed(error instanceof Error ? error.name : 'error')
    span.end()
    throw error
  }
  try {
    const outcome = work({ set: (attributes) => void span.setAttributes(attributes), failed })
    if (outcome instanceof Promise)
      return outcome.then((value) => {
        span.end()
        return value
      }, thrown) as T
    span.end()
    return outcome
  } catch (error) {
    return thrown(error)
  }
}
