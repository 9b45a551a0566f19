import type { SandboxPlatform } from '../credentials.ts'
import type { Fault } from '../state/faults.ts'
import type { SandboxState } from '../state/state.ts'
import type { WireReply } from './wire-reply.ts'
import type { WireRequest } from './wire-request.ts'

/** An answer with the platform's own result code for the call log ("0" is success). */
export interface Answer {
  reply: WireReply
  code: string
}

/** A call that one platform takes as its own: who is called, and how it answers, rightly or dressed as a fault. */
export interface Claim {
  platform: SandboxPlatform
  /** The platform's own method name, as the call log and the faults name it. */
  method: string
  /** Parameters worth logging; secrets are taken out by the log. */
  params: Iterable<readonly [string, string]>
  answer(): Answer | Promise<Answer>
  /** The platform's envelope for an injected `error`, `ban` (with the seconds left) or `expired-token`. */
  refuse(fault: Pick<Fault, 'kind' | 'code' | 'subCode' | 'message'>, secondsLeft: number): Answer
  /** The shop that the call's token speaks for, when it names one. */
  shop?: string | undefined
}

/** Looks at a request and takes it, or leaves it to the next endpoint. */
export type Endpoint = (request: WireRequest, state: SandboxState) => Claim | undefined
