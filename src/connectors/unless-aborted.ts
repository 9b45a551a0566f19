/** Ends the wait for a call of a client that takes no signal: the call itself is left to end alone. */
export function unlessAborted<T>(call: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return call
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    call.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
