import { CREDENTIALS } from '../credentials.ts'
import type { Answer, Claim, Endpoint } from '../http/endpoint.ts'
import { jsonReply } from '../http/wire-reply.ts'
import { wordsOf } from './words.ts'

const PATH = '/deepl/v2/translate'
const MOST_TEXTS = 50
const MOST_BYTES = 128 * 1_024
const TARGETS = new Set('DE EN-GB EN-US ES FR IT JA KO PL PT-BR PT-PT RU UK VI ZH-HANS ZH-HANT'.split(' '))

const refused = (status: number, message: string): Answer => ({
  reply: jsonReply({ message }, status),
  code: String(status),
})

/** DeepL's `POST /v2/translate`: a form with `text` once for each text, the key in the Authorization header. */
export const deeplEndpoint: Endpoint = (request, state): Claim | undefined => {
  if (request.path !== PATH || request.method !== 'POST') return undefined
  const values = (name: string) => request.form.flatMap(([key, value]) => (key === name ? [value] : []))
  const texts = values('text')
  return {
    platform: 'DEEPL',
    method: '/v2/translate',
    params: request.form.map(
      ([name, value], index) => [name === 'text' ? `text.${index}` : name, value] as const,
    ),
    answer() {
      if (request.headers.authorization !== `DeepL-Auth-Key ${CREDENTIALS.DEEPL.appKey}`)
        return refused(403, 'Forbidden')
      if (request.body.length > MOST_BYTES) return refused(413, 'Request too large')
      if (texts.length === 0) return refused(400, "Bad request. Reason: 'text' is missing.")
      if (texts.length > MOST_TEXTS) return refused(400, 'Too many texts.')
      const target = values('target_lang')[0]?.toUpperCase() ?? ''
      if (!TARGETS.has(target)) return refused(400, "Value for 'target_lang' not supported.")
      const words = wordsOf(state.shelf)
      const translations = texts.map((text) => ({
        detected_source_language: 'ZH',
        text: target.startsWith('EN')
          ? (words.get(text) ?? `EN ${text}`)
          : `${target} ${words.get(text) ?? text}`,
        billed_characters: [...text].length,
      }))
      return { reply: jsonReply({ translations }), code: '0' }
    },
    refuse(fault) {
      if (fault.kind === 'ban') return refused(429, 'Too many requests')
      if (fault.kind === 'expired-token') return refused(403, 'Forbidden')
      const status = Number(fault.code)
      return refused(status >= 400 ? status : 503, fault.message ?? 'Temporary failure')
    },
  }
}
