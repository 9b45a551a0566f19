const PLATFORMS = ['TAOBAO', 'JD', 'ALIBABA_1688'] as const
const FAULTS = [
  { kind: 'latency', latencyMs: 400, calls: 5 },
  { kind: 'error', code: '50', subCode: 'isp.service-unavailable', message: 'busy', calls: 2 },
  { kind: 'http-500', calls: 3 },
  { kind: 'html', calls: 2 },
  { kind: 'truncated', calls: 2 },
  { kind: 'wrong-types', calls: 2 },
  { kind: 'lost-answer', calls: 1 },
  { kind: 'ban', seconds: 2 },
  { kind: 'hang', calls: 1 },
] as const

/** The sandbox's world moves and misbehaves: each call orders something in a shop and sets one fault. */
export function sandboxTrouble(sandboxUrl: string) {
  let turn = 0
  let faults = 0
  let orders = 0
  const control = async (path: string, body: object) => {
    const answer = await fetch(`${sandboxUrl}/_control/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    await answer.body?.cancel()
    return answer.ok
  }
  return {
    counts: () => ({ faults, orders }),
    async next() {
      const platform = PLATFORMS[turn % PLATFORMS.length]
      const fault = FAULTS[turn % FAULTS.length]
      turn += 1
      if (await control('faults', { ...fault, platform })) faults += 1
      if (await control('orders', { platform, paid: true })) orders += 1
    },
  }
}
