/** Attributes of a span: sizes, names, codes; never values of variables, which can be personal. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

export interface Span {
  set(attributes: SpanAttributes): void
  /** It ended badly although nothing was thrown. */
  failed(reason: string): void
}

export interface SpanOptions {
  readonly kind?: 'server' | 'client' | 'consumer' | 'internal'
  readonly attributes?: SpanAttributes
  /** W3C trace context that arrived with the request: the span then continues that trace. */
  readonly continues?: Readonly<Record<string, string | string[] | undefined>>
  /** Only as a part of something larger: without a span around it nothing is recorded. */
  readonly onlyInside?: boolean
}

/** Where work is traced to. Spans nest as the calls do, across awaits. */
export interface Trace {
  /** False: nothing is recorded, so nothing needs to be prepared. */
  readonly on: boolean
  /** Runs `work` in a span that ends with it, or with the promise that it gives. */
  span<T>(name: string, options: SpanOptions, work: (span: Span) => T): T
  /** A span of its own for something that turned out to be worth one, from `startedAt` (ms since 1970) until now. */
  record(name: string, startedAt: number, attributes: SpanAttributes): void
  /** Headers by which the called system continues this trace: `traceparent`. */
  outgoing(): Readonly<Record<string, string>>
}

const NO_SPAN: Span = { set() {}, failed() {} }

/** Records nothing. */
export const NO_TRACE: Trace = {
  on: false,
  span: (_name, _options, work) => work(NO_SPAN),
  record() {},
  outgoing: () => ({}),
}
