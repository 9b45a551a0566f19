import { DeepLClient, type DeepLClientOptions, type TargetLanguageCode } from 'deepl-node'
import type { UpstreamError } from '../../../domain/upstream-error.ts'
import { systemClock } from '../../clock.ts'
import { type RetryOptions, retryDelay } from '../../retry.ts'
import type { RequestLimits, Translator } from '../../translation.ts'
import { unlessAborted } from '../../unless-aborted.ts'
import type { UpstreamCallEvent } from '../../upstream.ts'
import { failureOf, unreadable } from './errors.ts'

export interface DeepLOptions {
  readonly key: string
  /** Null: the service's own, which depends on the key: free accounts have an address of theirs. */
  readonly endpoint: string | null
  readonly timeoutMs?: number
  readonly retry?: Partial<RetryOptions>
  /** Told of each attempt, for metrics. */
  readonly onCall?: (event: UpstreamCallEvent) => void
}

/** Limits of one request; the rest of the form is far below the difference to 128 KiB. */
const LIMITS: RequestLimits = { texts: 50, bytes: 127 * 1_024 }
const TIMEOUT_MS = 20_000
const RETRY: RetryOptions = { attempts: 3, baseMs: 300, maxMs: 5_000, longestBanMs: 5_000 }
const METHOD = '/v2/translate'

/** Languages that the service has under another name, or wants a region of. */
const TARGETS: Readonly<Record<string, string>> = {
  en: 'en-US',
  pt: 'pt-PT',
  no: 'nb',
  'zh-TW': 'zh-HANT',
  'zh-HK': 'zh-HANT',
  'zh-MO': 'zh-HANT',
  'zh-Hant': 'zh-HANT',
  'zh-Hans': 'zh-HANS',
}
const targetOf = (locale: string) => (TARGETS[locale] ?? locale) as TargetLanguageCode
const sourceOf = (locale: string) => (locale.split('-')[0] ?? locale) as 'zh'

/**
 * DeepL through its own client. Texts are plain: no tag handling, so that `<` and `&` come back as they are. The client
 * sends once; when a call is sent again is decided here, as for all other services.
 */
export function deepl(options: DeepLOptions): Translator {
  const { key, endpoint, timeoutMs = TIMEOUT_MS, onCall = () => {} } = options
  const retry = { ...RETRY, ...options.retry }
  const settings: DeepLClientOptions = {
    maxRetries: 0,
    minTimeout: timeoutMs,
    sendPlatformInfo: false,
    ...(endpoint !== null && { serverUrl: endpoint }),
  }
  const client = new DeepLClient(key, settings)

  async function once(
    texts: readonly string[],
    from: string,
    to: string,
    attempt: number,
    signal?: AbortSignal,
  ): Promise<readonly string[]> {
    const started = performance.now()
    const ended = (outcome: UpstreamCallEvent['outcome']) =>
      onCall({
        upstream: 'DEEPL',
        api: 'deepl',
        method: METHOD,
        ms: performance.now() - started,
        outcome,
        items: texts.length,
        attempt,
      })
    try {
      const results = await unlessAborted(
        client.translateText([...texts], sourceOf(from), targetOf(to)),
        signal,
      )
      const translated = results.map(({ text }) => text)
      if (translated.length !== texts.length || translated.some((text) => typeof text !== 'string'))
        throw unreadable(`${translated.length} translations for ${texts.length} texts`)
      ended('ok')
      return translated
    } catch (error) {
      if (signal?.aborted) {
        ended('aborted')
        throw signal.reason
      }
      const failure: UpstreamError = failureOf(error, key)
      ended(failure.kind)
      throw failure
    }
  }

  return {
    name: 'deepl',
    upstream: 'DEEPL',
    limits: LIMITS,
    // It is sent as a form: a Chinese character takes nine bytes.
    sizeOf: (text) => '&text='.length + new URLSearchParams([['', text]]).toString().length - 1,
    async translate(texts, from, to, signal) {
      for (let attempt = 1; ; attempt++) {
        signal?.throwIfAborted()
        try {
          return await once(texts, from, to, attempt, signal)
        } catch (error) {
          if (signal?.aborted) throw error
          const delay = retryDelay(error as UpstreamError, attempt, retry, Math.random)
          if (delay === null) throw error
          await systemClock.sleep(delay, signal)
        }
      }
    },
  }
}
