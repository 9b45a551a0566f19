/** It runs on this machine and is there: on a slow one it is busy with the first start, which passes. */
const PATIENCE_MS = 60_000

/** Posts to the sandbox's control API. @throws when it did not take it */
export async function tellSandbox(sandboxUrl: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/_control/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`)
}
