import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the output with one line, `N passed, N failed, N skipped`, for people and scripts. With CI set a
 * run that skipped something fails: what is not run there is run nowhere.
 */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) {
        const { state } = test.result()
        count[state === 'pending' ? 'failed' : state]++
      }
      // A file or suite that broke outside its tests has failed although each of its tests may have passed.
      const broken = [module, ...module.children.allSuites()].filter((task) => task.errors().length > 0)
      count.failed += broken.length
    }
    if (process.env.CI && count.skipped > 0) process.exitCode = 1
    // Other reporters write at this moment too: ours writes last, when the process ends.
    process.once('exit', (code) => {
      // A run that could not even begin has no test to count.
      if (code !== 0 && count.failed === 0 && count.skipped === 0) count.failed = 1
      process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`)
    })
  }
}
