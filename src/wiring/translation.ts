import { CREDENTIALS } from '../../sandbox/credentials.ts'
import type { Catalogue, TranslationDeps } from '../catalogue/index.ts'
import type { Config } from '../config/index.ts'
import { deepl } from '../connectors/translation/deepl/index.ts'
import type { UpstreamCallEvent } from '../connectors/upstream.ts'
import type { Logger } from '../server/logger.ts'
import type { Lifetime } from './lifetime.ts'

/** Rest between two looks for texts that lack a language, in ms. */
const REST_MS = 2_000

/** The translation service; null: no key is set. The sandbox's key leads to the sandbox. */
export function translationFor(
  { translation }: Pick<Config, 'translation'>,
  sandboxUrl: string | null,
  onCall: (event: UpstreamCallEvent) => void,
  log: Logger,
): TranslationDeps | null {
  const { key, endpoint, locales, descriptions, charactersPerDay } = translation
  if (key === null) return null
  const isSandbox = sandboxUrl !== null && key === CREDENTIALS.DEEPL.appKey && endpoint === null
  const translator = deepl({ key, endpoint: isSandbox ? `${sandboxUrl}/deepl` : endpoint, onCall })
  const onError = (error: unknown, productId: string) =>
    log.error({ err: error, productId }, 'translations of a product met the unexpected')
  return { translator, locales, descriptions, charactersPerDay, onError }
}

/** Translates, unless this process is only a gateway or no service is set. */
export function startTranslationJobs(
  { role }: Pick<Config, 'role'>,
  { translation: { jobs } }: Catalogue,
  log: Logger,
  life: Lifetime,
): void {
  if (role === 'gateway' || jobs === null) return
  let isFirst = true
  life.every({
    name: 'translations',
    everyMs: REST_MS,
    run: async (signal) => {
      if (isFirst) await jobs.wantLanguages()
      isFirst = false
      return jobs.translateProducts(signal)
    },
    log,
  })
}
