import type { AssetLink } from './asset-store.ts'
import type { GraphiQLOptions } from './types.ts'

const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#c8102e"/><path d="M9 8v16M23 8v16M9 16h14" stroke="#fff" stroke-width="3" stroke-linecap="round"/><circle cx="16" cy="16" r="3.6" fill="#ffd166"/></svg>`

/**
 * The policy of the page: only files of this origin load or run. `connect-src 'self'` covers fetch and, since
 * CSP 3, the WebSocket of the same host and port. The nonce is for the import map and for the one style element
 * that GraphiQL's dialogs write (client/page.mjs hands it on).
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The page itself: links to the assets and the options as data. It holds tokens, so it must not be cached. */
export function renderPage(links: readonly AssetLink[], options: GraphiQLOptions, nonce: string): string {
  const of = (role: AssetLink['role']) => links.filter((link) => link.role === role)
  const imports = Object.fromEntries(of('module').map((link) => [link.plainUrl, link.url]))
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>haitao-graph</title>',
    `<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,${encodeURIComponent(FAVICON)}">`,
    ...of('style').map((link) => `<link rel="stylesheet" href="${link.url}">`),
    `<script type="importmap" nonce="${nonce}">${inlineJson({ imports })}</script>`,
    ...of('module').map((link) => `<link rel="modulepreload" href="${link.url}">`),
    ...of('script').map((link) => `<script defer src="${link.url}"></script>`),
    ...of('entry').map((link) => `<script type="module" src="${link.url}"></script>`),
    '</head>',
    '<body>',
    '<div id="graphiql"><p class="page-loading">Loading GraphiQL…</p></div>',
    '<noscript><p class="page-loading">GraphiQL needs JavaScript.</p></noscript>',
    `<script type="application/json" id="graphiql-options">${inlineJson(options)}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** JSON that cannot end its script element. */
function inlineJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
