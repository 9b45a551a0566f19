import { constants } from 'node:os'
import { buildApp, type Running } from './app.ts'
import { readConfig } from './config/index.ts'
import { failureSentence, greeting, showProgress } from './greeting.ts'

// The reader may be gone or the disk full: losing a log line must not crash the process.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

let running: Running | null = null
let stopping = false
const stop = (signal: 'SIGINT' | 'SIGTERM') => {
  // A second Ctrl-C does not wait, and a start that is not over is left as if it had been killed.
  if (stopping || !running) process.exit(128 + constants.signals[signal])
  stopping = true
  void running.stop().then(() => process.exit(0))
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

try {
  const config = readConfig()
  const progress = showProgress(config)
  running = await buildApp(config, { onProgress: progress.show }).start()
  progress.clear()
  process.stdout.write(await greeting(config, running))
} catch (error) {
  process.stderr.write(`${failureSentence(error)}\n`)
  process.exit(1)
}
