import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { adjust, type Level, plentifulLevels } from '../path/support/stock.ts'

const gateway = gatewayOfThisFile()

it('cuts its own network, sleeps, comes back, and says that nothing was missed', async () => {
  const levels = await plentifulLevels(gateway(), 3)
  const demo = spawn(process.execPath, [
    'client-examples/mobile-stock/demo.ts',
    '--seconds',
    '0.5',
    '--url',
    gateway().graph,
  ])
  let output = ''
  for (const stream of [demo.stdout, demo.stderr])
    stream.on('data', (text) => {
      output += text
    })
  const ended = new Promise<number | null>((resolve) => demo.once('close', resolve))
  let running = true
  void ended.then(() => {
    running = false
  })
  for (let round = 0; running; round++)
    await adjust(gateway(), levels[round % levels.length] as Level, round % 6 < 3 ? -1 : 1)
  expect(output).toContain('The network is cut\n')
  const told = /Nothing was missed: (\d+) changes of (\d+) levels, over (\d+) connections\./.exec(output)
  expect(told, output).not.toBeNull()
  const [changes, shown, connections] = told?.slice(1).map(Number) ?? []
  expect(changes).toBeGreaterThan(0)
  expect(shown).toBeGreaterThan(100)
  expect(connections).toBeGreaterThanOrEqual(3)
  expect(await ended).toBe(0)
})
