import { readFile } from 'node:fs/promises'
import { schema } from '../../schema/index.ts'
import { type Config, ConfigError } from '../config/index.ts'
import {
  ANY_DOCUMENT,
  readManifest,
  type TrustedDocuments,
  trustedDocuments,
  UnusableDocuments,
} from '../server/trusted-documents.ts'

/** The documents as configured, each checked before anything starts. @throws ConfigError */
export async function documentsOf({ documents: { mode, file } }: Config): Promise<TrustedDocuments> {
  if (mode === 'off' || file === null) return ANY_DOCUMENT
  const unusable = (why: string) => new ConfigError(`TRUSTED_DOCUMENTS_FILE (${file}) can't be used: ${why}.`)
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw unusable(error.message)
  })
  try {
    return trustedDocuments(mode, readManifest(parsed(text), schema))
  } catch (error) {
    if (!(error instanceof UnusableDocuments)) throw error
    throw unusable(error.message.replace(/\.$/, ''))
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnusableDocuments('it is not JSON')
  }
}
