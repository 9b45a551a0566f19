import type { OAuthConnector, TokenSet } from '../../src/connectors/oauth.ts'

const REDIRECT = 'http://127.0.0.1/oauth/callback'

/** Clicks through the platform's page as the shop's owner would, and exchanges the code. */
export async function linkShop(oauth: OAuthConnector, shop: string, decision = 'grant'): Promise<TokenSet> {
  const { code } = await visit(oauth, shop, decision)
  return oauth.exchangeCode({ code: code ?? '', redirectUri: REDIRECT })
}

/** What the platform hands back to the redirect URI. */
export async function visit(oauth: OAuthConnector, shop: string, decision: string) {
  const page = oauth.authorizeUrl({ state: 'state & more', redirectUri: REDIRECT })
  const html = await (await fetch(page)).text()
  const form = new URLSearchParams(new URL(page).searchParams)
  form.set('shop', shop)
  form.set('decision', decision)
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? ''
  const answer = await fetch(new URL(action, page), { method: 'POST', body: form, redirect: 'manual' })
  const location = new URL(answer.headers.get('location') ?? '', REDIRECT)
  return {
    code: location.searchParams.get('code'),
    state: location.searchParams.get('state'),
    error: location.searchParams.get('error'),
  }
}
