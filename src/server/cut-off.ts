/** Of a body that was read: its client went away in the middle of it. Nothing is wrong here, and nobody is left to be told. */
export function wasCutOff(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.message === 'aborted' &&
    (error as NodeJS.ErrnoException).code === 'ECONNRESET'
  )
}
