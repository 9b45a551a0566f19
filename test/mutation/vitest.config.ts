import { defineConfig } from 'vitest/config'
import { oneGraphql } from '../support/one-graphql.ts'

/** The tests of one part, as `npm run test:mutation` names them. */
export default defineConfig({
  resolve: { alias: [oneGraphql] },
  test: {
    include: (process.env.MUTATION_TESTS ?? '').split(' '),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: 'test/support/test-process.ts',
    globalSetup: 'test/support/global-setup.ts',
  },
})
