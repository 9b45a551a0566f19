import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { failureSentence, greeting, showProgress } from './greeting.ts'

// Whoever read them may have gone, or their disk be full: what was to be said is lost, and nothing else.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  const config = readConfig(process.env)
  const progress = showProgress()
  const running = await buildApp(config, { onProgress: progress.show }).start()
  progress.clear()
  process.stdout.write(await greeting(config, running))
  let stopping = false
  const stop = () => {
    // A second Ctrl-C does not wait.
    if (stopping) process.exit(1)
    stopping = true
    void running.stop().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  process.stderr.write(`${failureSentence(error)}\n`)
  process.exit(1)
}
