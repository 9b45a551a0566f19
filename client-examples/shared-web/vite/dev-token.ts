import { execFile } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Plugin } from 'vite'

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))
const ROLES = ['customer', 'operator', 'analyst', 'supplier']
/** What the path of a request may be, and what the tests' server answers too. */
export const TOKEN_PATH = '/dev/token'

/**
 * `GET /dev/token?role=customer&subject=ada` -> `{ "token": "…" }`, made by `npm run token`. Development only: anyone who
 * reaches the server gets any role. In production the shop's identity provider signs users in.
 */
export function devToken(): Plugin {
  return {
    name: 'haitao-dev-token',
    apply: 'serve',
    configureServer({ middlewares }) {
      middlewares.use(TOKEN_PATH, (request, response) => void answer(request, response))
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const role = searchParams.get('role') ?? 'customer'
  const subject = searchParams.get('subject') ?? `dev-${role}`
  // Pages of other sites can't read the answer; they needn't be able to ask, either.
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return send(response, 403, { error: 'not from here' })
  if (!ROLES.includes(role)) return send(response, 400, { error: `role is one of ${ROLES.join(', ')}` })
  if (!/^[\w@.+-]{1,80}$/.test(subject))
    return send(response, 400, { error: 'subject takes letters and digits' })
  try {
    send(response, 200, { token: await token(role, subject) })
  } catch (error) {
    send(response, 500, { error: `npm run token failed: ${(error as Error).message}` })
  }
}

async function token(role: string, subject: string): Promise<string> {
  const words = ['run', '--silent', 'token', '--', '--role', role, '--subject', subject]
  const { stdout } = await promisify(execFile)('npm', words, { cwd: REPOSITORY })
  return stdout.trim()
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
