import { ConfigError } from './config-error.ts'

/** Documents that clients may ask for by hash, and whether they may ask for anything else. */
export interface DocumentSettings {
  readonly mode: 'off' | 'allow' | 'only'
  /** Codegen's manifest; null when the mode is off. */
  readonly file: string | null
}

type Env = Readonly<Record<string, string | undefined>>

/** @throws ConfigError with one sentence that names the variable */
export function readDocumentSettings(env: Env): DocumentSettings {
  const mode = env.TRUSTED_DOCUMENTS || 'off'
  if (mode !== 'off' && mode !== 'allow' && mode !== 'only')
    throw new ConfigError('TRUSTED_DOCUMENTS takes one of off, allow, only; it is set to something else.')
  const file = env.TRUSTED_DOCUMENTS_FILE || null
  if (mode !== 'off' && !file)
    throw new ConfigError(
      `TRUSTED_DOCUMENTS_FILE has to name codegen's persisted-documents.json when TRUSTED_DOCUMENTS is ${mode}.`,
    )
  return { mode, file: mode === 'off' ? null : file }
}
