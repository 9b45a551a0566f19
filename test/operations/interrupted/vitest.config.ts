import { defineConfig } from 'vitest/config'
import { endWithNpm } from '../../support/end-with-npm.ts'
import { oneGraphql } from '../../support/one-graphql.ts'

endWithNpm()

/** A run that holds all that a run of tests can hold, until it is interrupted. */
export default defineConfig({
  resolve: { alias: [oneGraphql] },
  test: {
    root: import.meta.dirname,
    include: ['holds-everything.ts'],
    pool: 'forks',
    testTimeout: 600_000,
    setupFiles: '../../support/test-process.ts',
    globalSetup: '../../support/global-setup.ts',
  },
})
