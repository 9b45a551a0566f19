import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SummaryReporter } from './test/support/summary-reporter.ts'

export default defineConfig({
  // As Node resolves it. Vite would take the ESM build, a second copy beside the one that all libraries use.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: [
      'src/**/*.test.ts',
      'schema/**/*.test.ts',
      'sandbox/**/*.test.ts',
      'seed/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    globalSetup: 'test/support/global-setup.ts',
    reporters: ['default', new SummaryReporter()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One second, the usual, is little on a machine that runs a browser beside it.
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
})
