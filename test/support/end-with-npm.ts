import { readFileSync } from 'node:fs'

const LOOK_MS = 500

/** Ends this process when the npm that runs it is gone: what is killed with SIGKILL can't tell anybody. */
export function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return
  const before = ancestors()
  setInterval(() => {
    if (ancestors() !== before) process.kill(process.pid, 'SIGKILL')
  }, LOOK_MS).unref()
}

/** Our parent and, where the system tells it, the parent's: between npm and us may be a shell. */
function ancestors(): string {
  const { ppid } = process
  try {
    const stat = readFileSync(`/proc/${ppid}/stat`, 'utf8')
    return `${ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return `${ppid}`
  }
}
