import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { LinkablePlatform } from '../domain/platform.ts'
import type { LinkFailure } from '../sync/shops/finish-link.ts'

export type LinkPage =
  | { readonly kind: 'linked'; readonly platform: LinkablePlatform; readonly shopName: string }
  | { readonly kind: LinkFailure; readonly platform: LinkablePlatform; readonly said: string | null }
  | { readonly kind: 'incomplete'; readonly platform: LinkablePlatform }
  | { readonly kind: 'broken'; readonly platform: LinkablePlatform; readonly id: string }
  | { readonly kind: 'no-platform' | 'not-get' }

interface Words {
  readonly status: number
  readonly title: string
  /** The outcome, and what to do. */
  readonly text: string
}

const NAMES: Readonly<Record<LinkablePlatform, string>> = { TAOBAO: 'Taobao', JD: 'JD', ALIBABA_1688: '1688' }
const COLOURS: Readonly<Record<LinkablePlatform, string>> = {
  TAOBAO: '#ff5000',
  JD: '#e1251b',
  ALIBABA_1688: '#ff7300',
}
const AGAIN = 'Begin to link the shop again and follow the new address.'

function wordsOf(page: LinkPage): Words {
  switch (page.kind) {
    case 'linked':
      return { status: 200, title: `Shop ${page.shopName} is linked`, text: 'You can close this window.' }
    case 'unknown':
      return { status: 400, title: 'This link is not one of ours', text: AGAIN }
    case 'used':
      return {
        status: 400,
        title: 'This link was used already',
        text: `If you have just seen that the shop is linked, all is well: you can close this window. Otherwise: ${AGAIN}`,
      }
    case 'expired':
      return {
        status: 400,
        title: 'This link has run out',
        text: `It is good for a quarter of an hour. ${AGAIN}`,
      }
    case 'denied':
      return {
        status: 400,
        title: 'The shop was not linked',
        text: `${NAMES[page.platform]} did not get your consent. Nothing was changed. ${AGAIN}`,
      }
    case 'code-refused':
      return {
        status: 400,
        title: 'The shop was not linked',
        text: `${NAMES[page.platform]} did not take its own code: it may have taken too long. ${AGAIN}`,
      }
    case 'unavailable':
      return {
        status: 503,
        title: 'The shop was not linked',
        text: `${NAMES[page.platform]} does not answer just now. Nothing was changed. Wait a few minutes. ${AGAIN}`,
      }
    case 'misconfigured':
      return {
        status: 502,
        title: 'The shop was not linked',
        text: `${NAMES[page.platform]} and this gateway are not set up for each other. Tell the operator: the app's key, secret and redirect address have to be checked.`,
      }
    case 'incomplete':
      return {
        status: 400,
        title: 'Something is missing',
        text: `This address takes what ${NAMES[page.platform]} sends after you agreed there. ${AGAIN}`,
      }
    case 'broken':
      return {
        status: 500,
        title: 'Something went wrong here',
        text: `Nothing was changed. Tell the operator this id, by which it is found in the log: ${page.id}`,
      }
    case 'no-platform':
      return {
        status: 404,
        title: 'There is no such marketplace',
        text: 'Known are taobao, jd and alibaba_1688.',
      }
    case 'not-get':
      return { status: 405, title: 'This address is for browsers', text: 'It takes GET only.' }
  }
}

const STYLE = `:root{color-scheme:light dark;--brand:#3b5bdb}*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;font:16px/1.6 system-ui,sans-serif;background:light-dark(#f4f5f7,#14161a);color:light-dark(#1b1f27,#e8eaee)}
main{width:min(27rem,100%);padding:2.2rem 2rem;border-radius:16px;background:light-dark(#fff,#1e222a);border-top:5px solid var(--brand);box-shadow:0 10px 40px #00000018}
svg{width:3rem;height:3rem;display:block;margin-bottom:1rem}
h1{font-size:1.3rem;line-height:1.3;margin:0 0 .6rem;overflow-wrap:anywhere}p{margin:0 0 .6rem;overflow-wrap:anywhere}
small{display:block;margin-top:1.4rem;opacity:.6}
${Object.entries(COLOURS)
  .map(([platform, colour]) => `.${platform}{--brand:${colour}}`)
  .join('')}`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

const DONE =
  '<svg viewBox="0 0 24 24" fill="none" stroke="#2b8a3e" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7 12.5 3.3 3.3L17 9"/></svg>'
const FAILED =
  '<svg viewBox="0 0 24 24" fill="none" stroke="#e03131" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="M12 7v6m0 3.5v.5"/></svg>'

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  // The address holds the code: it must not go anywhere from here, nor be kept.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
}

/** One page that needs nothing from elsewhere. Texts of platforms are escaped. */
export function sendLinkPage(res: ServerResponse, page: LinkPage): void {
  const { status, title, text } = wordsOf(page)
  const platform = 'platform' in page ? page.platform : null
  const said = 'said' in page && page.said ? `<p>It said: ${escaped(page.said)}</p>` : ''
  const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main${platform ? ` class="${platform}"` : ''}>
${page.kind === 'linked' ? DONE : FAILED}<h1>${escaped(title)}</h1><p>${escaped(text)}</p>${said}
<small>haitao-graph${platform ? ` · ${NAMES[platform]}` : ''}</small></main></body></html>\n`
  res.writeHead(status, {
    ...HEADERS,
    ...(page.kind === 'not-get' && { allow: 'GET' }),
    'content-length': Buffer.byteLength(body),
  })
  res.end(body)
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
