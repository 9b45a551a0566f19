import { readFileSync } from 'node:fs'
import type { Page } from '../http/serve.ts'
import type { WireReply } from '../http/wire-reply.ts'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
}

function file(name: string): WireReply {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  return {
    status: 200,
    headers: {
      'content-type': TYPES[ending] ?? 'text/plain',
      'cache-control': 'no-cache',
      // Everything on the page is its own: nothing is fetched from anywhere else.
      'content-security-policy': "default-src 'self'; style-src 'self'; img-src 'self' data:",
    },
    body: readFileSync(new URL(name, import.meta.url)),
  }
}

const FILES: Readonly<Record<string, string>> = {
  '/': 'console.html',
  '/console.css': 'console.css',
  '/console-parts.css': 'console-parts.css',
  '/console.mjs': 'console.mjs',
  '/console-views.mjs': 'console-views.mjs',
}

/** The console: shops, stock, orders and calls on one page, with buttons for the control API. */
export const consolePage: Page = (request) => {
  // The page carries its icon inside; browsers ask for this one on other pages.
  if (request.path === '/favicon.ico') return { status: 204, headers: {}, body: '' }
  const name =
    request.method === 'GET' && Object.hasOwn(FILES, request.path) ? FILES[request.path] : undefined
  return name === undefined ? undefined : file(name)
}
