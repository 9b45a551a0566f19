import { Misconfigured, type UpstreamName } from '../domain/upstream-error.ts'

/** For methods of a port that a platform does not offer; callers look at `supports` first. */
export function unsupported(upstream: UpstreamName, what: string): Misconfigured {
  return new Misconfigured({
    upstream,
    message: `${what} is not offered by this platform`,
    code: 'unsupported',
  })
}

/** The same for methods that return an iteration: it fails when it is started. */
// biome-ignore lint/correctness/useYield: it only ever fails
export async function* unsupportedIteration(upstream: UpstreamName, what: string): AsyncGenerator<never> {
  throw unsupported(upstream, what)
}
