export interface SandboxCall {
  readonly platform: string
  readonly method: string
  readonly params: Record<string, string>
  readonly code: string
}

/** The control API of a running sandbox. */
export function sandboxAt(url: string | null) {
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    async calls(platform?: string): Promise<SandboxCall[]> {
      const query = platform ? `?platform=${platform}` : ''
      return ((await control('GET', `calls${query}`)) as { calls: SandboxCall[] }).calls
    },
    forgetCalls: () => control('DELETE', 'calls'),
    fault: (order: Record<string, unknown>) => control('POST', 'faults', order),
    healAll: () => control('DELETE', 'faults'),
  }
}
