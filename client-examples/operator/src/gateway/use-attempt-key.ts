import { useCallback, useState } from 'react'

/**
 * The idempotency key of one attempt: the same for every press of the button until it was done, so that an answer that
 * was lost on the way is not a second change.
 */
export function useAttemptKey(): [string, () => void] {
  const [key, setKey] = useState(newKey)
  return [key, useCallback(() => setKey(newKey()), [])]
}

/** crypto.randomUUID is missing where the console is served without TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
