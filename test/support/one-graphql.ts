import { fileURLToPath } from 'node:url'

/** graphql as Node resolves it. Vite would take the ESM build, a second copy besides the one that all libraries use. */
export const oneGraphql = { find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }
