/** True if the client went away while we read its body. That is no error, and there is nobody to answer. */
export function wasCutOff(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.message === 'aborted' &&
    (error as NodeJS.ErrnoException).code === 'ECONNRESET'
  )
}
