/** Longest text of a platform that goes into an error message. */
const LONGEST = 300

/**
 * Cleans what a platform said for messages and logs: known secrets (they are echoed, for example in "invalid session
 * 6100…") become `***`, control characters go, long texts are cut.
 */
export function cleanMessage(text: string, secrets: readonly (string | null | undefined)[]): string {
  let clean = text
  for (const secret of secrets) {
    if (!secret) continue
    clean = clean.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***')
  }
  clean = clean.replace(/\p{Cc}+/gu, ' ').trim()
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean
}
