import { startSandbox } from './index.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const port = Number(process.env.SANDBOX_PORT ?? 4010)

try {
  const sandbox = await startSandbox({ port, log: (line) => process.stderr.write(`${line}\n`) })
  say(`Sandbox of Taobao, JD, 1688 and the WMS: ${sandbox.url}`)
  say(`  console    ${sandbox.url}/`)
  say(`  calls      ${sandbox.url}/_control/calls`)
  say('  stop       Ctrl+C')
  const stop = () => void sandbox.stop()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  const why = taken ? `port ${port} is taken; set SANDBOX_PORT to another` : String(error)
  process.stderr.write(`The sandbox cannot start: ${why}.\n`)
  process.exitCode = 1
}
