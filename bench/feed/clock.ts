/** `performance.now()` counts from the start of its process; the clock behind it is one for all processes. */
const OFFSET = Number(process.hrtime.bigint()) / 1e6 - performance.now()

/** Milliseconds that may be compared between the processes of a run. */
export function now(): number {
  return performance.now() + OFFSET
}
