import { defineConfig } from 'vitest/config'
import { SummaryReporter } from './test/support/summary-reporter.ts'

export default defineConfig({
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
    pool: 'forks',
    maxWorkers: 2,
  },
})
