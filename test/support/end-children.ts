import { type ChildProcess, spawn } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'

/**
 * Waits with the pipe of a test process: of lines "+ pid" and "- pid" it keeps the children that run. When the pipe
 * closes, because the process ended in any way, it ends those that are left and the groups that they lead.
 */
const GUARD = `
pids=' '
while read -r sign pid; do
  case $sign in
    +) pids="$pids$pid " ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do
  kill -KILL "-$pid" 2>/dev/null
  kill -KILL "$pid" 2>/dev/null
done
`

interface Guard {
  /** Children whose end something else sees to. */
  readonly others: WeakSet<ChildProcess>
}

/** One guard a process, however often this file is loaded. */
const HERE = Symbol.for('haitao-graph tests: guard of child processes')
const shared = globalThis as { [HERE]?: Guard }

/** Sees to it that no child of this process outlives it: not those of a killed test, and not their children. */
export function endChildrenWithUs(): void {
  guard()
}

/** Of a child that has a guard of its own (supervised.ts). */
export function guardedElsewhere<Child extends ChildProcess>(child: Child): Child {
  guard().others.add(child)
  return child
}

function guard(): Guard {
  if (shared[HERE]) return shared[HERE]
  // Detached, out of the terminal's process group: Ctrl-C is for the tests, the closed pipe for the guard.
  const shell = spawn('sh', ['-c', GUARD], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  shell.unref()
  shell.stdin.on('error', () => {})
  ;(shell.stdin as unknown as { unref(): void }).unref()
  const made: Guard = { others: new WeakSet([shell]) }
  shared[HERE] = made
  subscribe('child_process', (message) => {
    const child = (message as { process: ChildProcess }).process
    child.once('spawn', () => {
      if (made.others.has(child)) return
      shell.stdin.write(`+ ${child.pid}\n`)
      child.once('exit', () => shell.stdin.write(`- ${child.pid}\n`))
    })
  })
  return made
}
