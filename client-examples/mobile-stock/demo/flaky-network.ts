import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface FlakyNetwork {
  readonly port: number
  /** Ends all connections without a word, and takes no new ones. */
  cut(): void
  /** Keeps connections open and lets nothing through, as a tunnel or a lift does. */
  freeze(): void
  restore(): void
  stop(): Promise<void>
}

/** A way to the gateway that can be cut: TCP on a port of its own, passed on byte by byte. */
export async function startFlakyNetwork(host: string, port: number): Promise<FlakyNetwork> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let mode: 'up' | 'cut' | 'frozen' = 'up'
  const server = createServer((near) => {
    if (mode === 'cut') {
      near.resetAndDestroy()
      return
    }
    const far = connect(port, host)
    const pair = [near, far] as const
    pairs.add(pair)
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => {
        if (mode === 'up') to.write(bytes)
      })
      from.on('error', () => {})
      from.on('close', () => {
        pairs.delete(pair)
        to.destroy()
      })
    }
  })
  const drop = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    pairs.clear()
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      mode = 'cut'
      for (const [near, far] of pairs) {
        near.resetAndDestroy()
        far.destroy()
      }
      pairs.clear()
    },
    freeze() {
      mode = 'frozen'
    },
    restore() {
      // Frozen connections have lost bytes in the middle.
      if (mode === 'frozen') drop()
      mode = 'up'
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      drop()
      await closed
    },
  }
}
