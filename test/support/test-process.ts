import { endChildrenWithUs } from './end-children.ts'

/** In every process that runs tests: it ends with the one that runs them all, and its children end with it. */
endChildrenWithUs()
const NOTED = Symbol.for('haitao-graph tests: ends with its parent')
const shared = globalThis as { [NOTED]?: true }
if (!shared[NOTED]) {
  shared[NOTED] = true
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
}
