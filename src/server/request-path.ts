import type { IncomingMessage } from 'node:http'

/** Path without the query. */
export function pathOf(req: IncomingMessage): string {
  return (req.url ?? '/').split('?', 1)[0] ?? '/'
}
