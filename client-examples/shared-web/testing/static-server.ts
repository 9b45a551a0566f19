import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import { TOKEN_PATH } from '../vite/dev-token.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

export interface StaticServer {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Serves a built example on a free port as a web server does: gzip, index.html for every path of the application, and
 * tokens at /dev/token, which the test signs.
 */
export async function serveBuilt(
  folder: string,
  token: (role: string, subject: string) => Promise<string>,
): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === TOKEN_PATH) {
      const { searchParams } = url
      const signed = await token(searchParams.get('role') ?? '', searchParams.get('subject') ?? '')
      return send(response, '.json', JSON.stringify({ token: signed }))
    }
    const file = extname(url.pathname) ? normalize(url.pathname) : 'index.html'
    try {
      send(response, extname(file), await readFile(join(folder, file)))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(response: ServerResponse, extension: string, body: string | Uint8Array): void {
  response.writeHead(200, {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'content-encoding': 'gzip',
  })
  response.end(gzipSync(body))
}
