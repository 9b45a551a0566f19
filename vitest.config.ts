import { defineConfig } from 'vitest/config'
import { endWithNpm } from './test/support/end-with-npm.ts'
import { oneGraphql } from './test/support/one-graphql.ts'
import { ProgressReporter } from './test/support/progress-reporter.ts'
import { pureTests } from './test/support/pure-tests.ts'
import { SummaryReporter } from './test/support/summary-reporter.ts'

const include = [
  'src/**/*.test.ts',
  'schema/**/*.test.ts',
  'sandbox/**/*.test.ts',
  'seed/**/*.test.ts',
  'test/**/*.test.ts',
]
endWithNpm()

const pure = pureTests(import.meta.dirname, include)

/** Ends what hangs, ms. What does not get on ends sooner, by `until`; a loaded machine breaks neither. */
const HANGS = 300_000

const WORKERS = 2
const progress = new ProgressReporter({
  root: import.meta.dirname,
  cache: 'node_modules/.cache/haitao-graph/test-durations.json',
  workers: WORKERS,
})

const everywhere = {
  testTimeout: HANGS,
  hookTimeout: HANGS,
  setupFiles: 'test/support/test-process.ts',
  expect: { poll: { timeout: HANGS } },
}

export default defineConfig({
  resolve: { alias: [oneGraphql] },
  test: {
    // The line of our own takes the place of the default reporter's figures.
    reporters: [['default', { summary: false }], progress, new SummaryReporter()],
    pool: 'forks',
    maxWorkers: WORKERS,
    projects: [
      { extends: true, test: { ...everywhere, name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          ...everywhere,
          name: 'world',
          include,
          exclude: [...pure, '**/node_modules/**'],
          globalSetup: 'test/support/global-setup.ts',
        },
      },
    ],
  },
})
