import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * A proxy in front of PostgreSQL that counts the statements of clients with any library: messages Query
 * ('Q') and Execute ('E') of the frontend/backend protocol 3.0.
 */
export async function statementCount(databaseUrl: string): Promise<StatementCount> {
  const { hostname, port, pathname, username } = new URL(databaseUrl)
  let count = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    upstream.pipe(client)
    const read = frontendMessages((type) => {
      if (type === 'Q' || type === 'E') count++
    })
    client.on('data', (part: Buffer) => {
      read(part)
      upstream.write(part)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo
  return {
    url: `postgresql://${username}@127.0.0.1:${own}${pathname}`,
    get count() {
      return count
    },
    stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

export interface StatementCount {
  /** Of the same database through the proxy. */
  readonly url: string
  readonly count: number
  stop(): void
}

/** Calls back with the type of each message. The first of a connection has none: it only says how long it is. */
function frontendMessages(onMessage: (type: string) => void): (part: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0)
  let started = false
  return (part) => {
    waiting = waiting.length > 0 ? Buffer.concat([waiting, part]) : part
    for (;;) {
      const header = started ? 5 : 4
      if (waiting.length < header) return
      const size = waiting.readInt32BE(header - 4) + (started ? 1 : 0)
      if (waiting.length < size) return
      if (started) onMessage(String.fromCharCode(waiting[0] ?? 0))
      started = true
      waiting = waiting.subarray(size)
    }
  }
}
