import { openAsBlob } from 'node:fs'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** File of an empty embedded database. */
    emptyCluster: string
  }
}

/** What embedded databases in memory start from in tests. */
export const emptyCluster = (): Promise<Blob> => openAsBlob(inject('emptyCluster'))
