import type { Page } from '../http/serve.ts'
import { redirectReply, textReply } from '../http/wire-reply.ts'
import { itemOfShortLink, pageOf } from './share.ts'

const SHORT = /^\/short\/([a-z0-9.]+)(\/.*)$/

/** `/short/<host>/<path>`: the hosts of short links, which lead to an item's page by a redirect. */
export const shortLinkPage: Page = (request, state) => {
  const [, host = '', path = ''] = SHORT.exec(request.path) ?? []
  const secret = request.query.find(([name]) => name === 'secret')?.[1]
  const item = itemOfShortLink(state.shelf, { host, path, secret })
  if (item === null) return undefined
  return item ? redirectReply(pageOf(item)) : textReply('链接已失效', 404)
}
