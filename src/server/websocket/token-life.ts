/** Longest time a timer can wait, ms (24 days): no socket lives that long. */
const LONGEST = 2 ** 31 - 1

/** Ends a connection when its token ends, unless a newer one moves the end. */
export function tokenLife(onEnd: (reason: string) => void) {
  let timer: NodeJS.Timeout | undefined
  const stop = () => clearTimeout(timer)
  return {
    endsAt(expiresAt: Date | null) {
      stop()
      if (!expiresAt) return
      const ms = Math.min(Math.max(0, expiresAt.getTime() - Date.now()), LONGEST)
      timer = setTimeout(() => onEnd('Token expired'), ms)
      timer.unref()
    },
    stop,
  }
}
