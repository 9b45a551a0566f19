import { startSandbox } from './index.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const given = process.env.SANDBOX_PORT ?? '4010'
const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN

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
  const { code } = error as NodeJS.ErrnoException
  const why =
    code === 'EADDRINUSE'
      ? `port ${port} is taken; set SANDBOX_PORT to another`
      : code === 'ERR_SOCKET_BAD_PORT'
        ? `SANDBOX_PORT is "${given}" and must be a number from 0 to 65535`
        : String(error)
  process.stderr.write(`The sandbox cannot start: ${why}.\n`)
  process.exitCode = 1
}
