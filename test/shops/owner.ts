/** What the owner of a shop sees of a platform's page and sends with its form. */
export interface Decision {
  /** The address that the platform sends the owner back to: our callback, with a code or an error. */
  readonly callback: URL
  /** The shop that was chosen: the first one. */
  readonly shop: string
}

/** Opens the page, and presses one of its buttons, as a browser does: with everything the form holds. */
export async function decide(authorizeUrl: string, decision: 'grant' | 'deny'): Promise<Decision> {
  const html = await (await fetch(authorizeUrl)).text()
  const form = new URLSearchParams()
  for (const input of html.match(/<input [^>]*>/g) ?? []) {
    const isChosen = attribute(input, 'type') === 'hidden' || / checked/.test(input)
    if (isChosen) form.append(attribute(input, 'name'), attribute(input, 'value'))
  }
  const button = (html.match(/<button [^>]*>/g) ?? []).find((one) => attribute(one, 'value') === decision)
  if (!button) throw new Error(`the page has no button "${decision}": ${html.slice(0, 300)}`)
  form.append(attribute(button, 'name'), decision)
  const action = attribute(html.match(/<form [^>]*>/)?.[0] ?? '', 'action')
  const answer = await fetch(new URL(action, authorizeUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  const location = answer.headers.get('location')
  if (!location) throw new Error(`the platform answered ${answer.status}: ${await answer.text()}`)
  return { callback: new URL(location), shop: form.get('shop') ?? '' }
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
