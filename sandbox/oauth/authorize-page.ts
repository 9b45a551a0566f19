import { CREDENTIALS, type SandboxPlatform } from '../credentials.ts'
import { escapeHtml } from '../http/escape-html.ts'
import type { Page } from '../http/serve.ts'
import { htmlReply, redirectReply, textReply, type WireReply } from '../http/wire-reply.ts'
import { valuesOf, type WireRequest } from '../http/wire-request.ts'
import type { SandboxState } from '../state/state.ts'
import { type Account, accountsOf } from './shop-names.ts'

const TITLE: Readonly<Record<SandboxPlatform, string>> = {
  TAOBAO: '淘宝开放平台 Taobao',
  TAOBAO_GLOBAL: 'Taobao Global',
  JD: '京东宙斯 JD',
  JD_VOP: '京东慧采 JD VOP',
  ALIBABA_1688: '1688 开放平台',
  QIMEN: '奇门 Qimen',
  ITEM_DATA: 'Item data',
  DEEPL: 'DeepL',
}
const COLOUR: Readonly<Record<SandboxPlatform, string>> = {
  TAOBAO: '#ff5000',
  TAOBAO_GLOBAL: '#ff5000',
  JD: '#e1251b',
  JD_VOP: '#e1251b',
  ALIBABA_1688: '#ff7300',
  QIMEN: '#1677ff',
  ITEM_DATA: '#1677ff',
  DEEPL: '#0f2b46',
}

/** Which app asks, by path and app key. 1688 and Taobao Global share a path here, since they share a port. */
function appOf(path: string, params: ReadonlyMap<string, string>): SandboxPlatform | undefined {
  const key = params.get('client_id') ?? params.get('app_key') ?? ''
  const candidates: Readonly<Record<string, readonly SandboxPlatform[]>> = {
    '/authorize': ['TAOBAO'],
    '/oauth2/to_login': ['JD', 'JD_VOP'],
    '/oauth2/authorizeForVOP': ['JD_VOP'],
    '/oauth/authorize': ['ALIBABA_1688', 'TAOBAO_GLOBAL'],
  }
  return candidates[path]?.find((platform) => CREDENTIALS[platform].appKey === key)
}

const PATHS = ['/authorize', '/oauth2/to_login', '/oauth2/authorizeForVOP', '/oauth/authorize']

/** The pages where a shop's owner says yes or no (protocols.md 1.8, 2.6, 3.8; purchasing.md 1.1). */
export const authorizePage: Page = (request, state) => {
  if (!PATHS.includes(request.path)) return undefined
  const params = valuesOf(request.pairs)
  const platform = appOf(request.path, params)
  if (!platform) return textReply('unknown app key', 400)
  const redirectUri = params.get('redirect_uri') ?? ''
  if (!/^https?:\/\//.test(redirectUri) || !URL.canParse(redirectUri))
    return textReply('redirect_uri is missing or no http address', 400)
  if (request.method === 'POST') return decided(platform, params, redirectUri, state)
  // authorizeForVOP signs in by its parameters and has no page: it answers with the redirect at once.
  if (request.path === '/oauth2/authorizeForVOP')
    return granted(platform, CREDENTIALS.JD_VOP.shop, params, redirectUri, state)
  return htmlReply(page(request, platform, accountsOf(platform)))
}

function decided(
  platform: SandboxPlatform,
  params: ReadonlyMap<string, string>,
  redirectUri: string,
  state: SandboxState,
): WireReply {
  if (params.get('decision') === 'deny') {
    return back(redirectUri, params, { error: 'access_denied', error_description: 'authorize reject' })
  }
  const account = accountsOf(platform).find(({ key }) => key === params.get('shop'))
  if (!account) return textReply('no such shop', 400)
  return granted(platform, account.key, params, redirectUri, state)
}

function granted(
  platform: SandboxPlatform,
  shop: string,
  params: ReadonlyMap<string, string>,
  redirectUri: string,
  state: SandboxState,
): WireReply {
  const code = state.tokens.issueCode(platform, shop, redirectUri, state.clock.now())
  return back(redirectUri, params, { code })
}

function back(
  redirectUri: string,
  params: ReadonlyMap<string, string>,
  extra: Record<string, string>,
): WireReply {
  const target = new URL(redirectUri)
  for (const [key, value] of Object.entries(extra)) target.searchParams.set(key, value)
  const given = params.get('state')
  if (given !== undefined) target.searchParams.set('state', given)
  return redirectReply(target.href)
}

function page(request: WireRequest, platform: SandboxPlatform, accounts: readonly Account[]): string {
  const hidden = request.query
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('')
  const choices = accounts
    .map(
      ({ key, name }, n) =>
        `<label><input type="radio" name="shop" value="${key}"${n === 0 ? ' checked' : ''}>` +
        `<span><b>${escapeHtml(name)}</b><small>${key}</small></span></label>`,
    )
    .join('')
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Authorize · ${TITLE[platform]}</title><style>
:root{color-scheme:light dark}*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;background:light-dark(#f4f5f7,#15171c)}
main{width:min(26rem,92vw);background:light-dark(#fff,#1f232b);border-radius:14px;overflow:hidden;box-shadow:0 8px 30px #0002}
header{background:${COLOUR[platform]};color:#fff;padding:1.1rem 1.5rem;font-weight:600}
form,p{padding:0 1.5rem;margin:1.1rem 0}label{display:flex;gap:.7rem;align-items:center;padding:.7rem .9rem;border:1px solid #8884;border-radius:10px;margin:.6rem 0}
small{display:block;opacity:.65}.row{display:flex;gap:.7rem;margin:1.3rem 0}
button{flex:1;padding:.7rem;border-radius:10px;border:1px solid #8886;background:none;color:inherit;font:inherit;cursor:pointer}
button[value=grant]{background:${COLOUR[platform]};border-color:${COLOUR[platform]};color:#fff;font-weight:600}
</style></head><body><main><header>${TITLE[platform]} · sandbox</header>
<p>The application <b>${escapeHtml(CREDENTIALS[platform].appKey)}</b> asks to read and change items, stock and orders of:</p>
<form method="post" action="${request.path}">${hidden}${choices}
<div class="row"><button name="decision" value="deny">Refuse</button><button name="decision" value="grant">Authorize</button></div>
</form></main></body></html>`
}
