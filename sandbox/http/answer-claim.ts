import { setTimeout as sleep } from 'node:timers/promises'
import { loggable } from '../state/call-log.ts'
import type { Fault, FaultKind } from '../state/faults.ts'
import type { SandboxState } from '../state/state.ts'
import type { Answer, Claim } from './endpoint.ts'
import { htmlReply, textReply, type WireReply } from './wire-reply.ts'

const ERROR_PAGE =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>Tengine</center></body></html>'

const HUGE_BYTES = 64 * 1024 * 1024

/** Answers one claimed call with its faults and its ban, and writes it into the call log. */
export async function answerClaim(claim: Claim, state: SandboxState, gone: AbortSignal): Promise<WireReply> {
  const at = state.clock.now()
  const started = performance.now()
  const faults = state.faults.take(claim.platform, claim.method, at)
  const find = (kind: FaultKind) => faults.find((fault) => fault.kind === kind)
  let answer: Answer
  try {
    answer = await answerWith(claim, state, find, gone)
  } catch (error) {
    // The caller hung up while we let it wait: there is nothing to answer, and the log says so.
    if (!gone.aborted) throw error
    answer = { reply: { ...textReply(''), broken: 'drop' }, code: '-' }
  }
  state.calls.add({
    at: at.toISOString(),
    platform: claim.platform,
    method: claim.method,
    ...(claim.shop === undefined ? {} : { shop: claim.shop }),
    params: loggable(claim.params),
    code: answer.code,
    httpStatus: answer.reply.status,
    durationMs: Math.round(performance.now() - started),
    faults: faults.map((fault) => fault.kind),
  })
  return answer.reply
}

async function answerWith(
  claim: Claim,
  state: SandboxState,
  find: (kind: FaultKind) => Fault | undefined,
  gone: AbortSignal,
): Promise<Answer> {
  const latency = find('latency')
  if (latency) await sleep(latency.latencyMs ?? 1_000, undefined, { signal: gone })
  if (find('hang')) await sleep(2 ** 31 - 1, undefined, { signal: gone, ref: false })
  if (find('http-500')) return { reply: textReply('Internal Server Error', 500), code: 'http-500' }
  if (find('html')) return { reply: htmlReply(ERROR_PAGE, 502), code: 'html' }
  const ban = find('ban')
  const now = state.clock.now()
  const banned = ban ? Math.ceil((ban.until - now.getTime()) / 1000) : state.quota.count(claim.platform, now)
  if (banned > 0) return claim.refuse({ ...ban, kind: 'ban' }, banned)
  const refused = find('error') ?? find('expired-token')
  if (refused) return claim.refuse(refused, 0)
  return broken(await claim.answer(), find)
}

/** Breaks an answer whose call has already taken effect. */
function broken(answer: Answer, find: (kind: FaultKind) => Fault | undefined): Answer {
  const { reply } = answer
  if (find('lost-answer')) return { reply: { ...reply, broken: 'drop' }, code: '-' }
  if (find('truncated')) return { reply: { ...reply, broken: 'cut' }, code: answer.code }
  if (find('wrong-types')) return { reply: { ...reply, body: mangle(String(reply.body)) }, code: answer.code }
  if (find('huge')) return { reply: { ...reply, body: Buffer.alloc(HUGE_BYTES, 0x20) }, code: answer.code }
  return answer
}

/** Keeps the text well-formed and makes its values of another type: numbers to words, lists to strings. */
function mangle(body: string): string {
  if (body.startsWith('<')) return body.replace(/>(\d+)</g, '>many<')
  return body.replace(/:\s*-?\d+(\.\d+)?/g, ':"many"').replace(/:\s*\[[^[\]]*\]/g, ':"list"')
}
