import { templateText } from '../catalogue/index.ts'
import { type Handler, sendJson } from './http.ts'
import { pathOf } from './request-path.ts'

/** Path of the empty file for imports of a catalogue; below that of files, which ingresses know. */
export const TEMPLATE_PATH = '/media/templates/catalogue.csv'
/** Columns of one kind. */
const MOST_PARTS = 100

/** `GET /media/templates/catalogue.csv?language=fr&warehouse=HUB`: the first line of a file, with columns for these. No secret is in it. */
export function catalogueTemplate(): Handler {
  return (req, res) => {
    if (pathOf(req) !== TEMPLATE_PATH) return false
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('allow', 'GET, HEAD')
      sendJson(res, 405, { error: 'The template is read with GET.' })
      return true
    }
    const query = new URL(req.url ?? '/', 'http://gateway').searchParams
    const parts = (name: string) =>
      query
        .getAll(name)
        .map((part) => part.trim().slice(0, 100))
        .filter((part) => part !== '')
        .slice(0, MOST_PARTS)
    const text = Buffer.from(templateText(parts('language'), parts('warehouse')))
    res.writeHead(200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-length': text.length,
      'content-disposition': 'attachment; filename="catalogue.csv"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    })
    res.end(req.method === 'HEAD' ? undefined : text)
    return true
  }
}
