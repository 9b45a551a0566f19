import { buildApp, type Running } from './app.ts'
import { readConfig } from './config.ts'
import { failureSentence, greeting, showProgress } from './greeting.ts'

// Whoever read them may have gone, or their disk be full: what was to be said is lost, and nothing else.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

let running: Running | null = null
let stopping = false
const stop = () => {
  // A second Ctrl-C does not wait, and a start that is not over is left as if it had been killed.
  if (stopping || !running) process.exit(stopping ? 1 : 0)
  stopping = true
  void running.stop().then(() => process.exit(0))
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

try {
  const config = readConfig(process.env)
  const progress = showProgress()
  running = await buildApp(config, { onProgress: progress.show }).start()
  progress.clear()
  process.stdout.write(await greeting(config, running))
} catch (error) {
  process.stderr.write(`${failureSentence(error)}\n`)
  process.exit(1)
}
