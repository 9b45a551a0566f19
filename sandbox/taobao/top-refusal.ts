/** A call that TOP refuses: code, text, and the `sub_*` pair that says more (protocols.md 1.5). */
export class TopRefusal extends Error {
  readonly code: number
  readonly subCode: string | undefined
  readonly subMsg: string | undefined

  constructor(code: number, msg: string, subCode?: string, subMsg?: string) {
    super(msg)
    this.code = code
    this.subCode = subCode
    this.subMsg = subMsg
  }
}

export const missingArgument = (name: string): TopRefusal =>
  new TopRefusal(40, `Missing required arguments:${name}`, `isv.missing-parameter:${name}`)

export const invalidArgument = (name: string, why = ''): TopRefusal =>
  new TopRefusal(
    41,
    `Invalid arguments:${name}`,
    `isv.invalid-parameter:${name}`,
    why === '' ? undefined : why,
  )

/** A refusal that comes from the service behind the gateway. */
export const remoteRefusal = (subCode: string, subMsg: string): TopRefusal =>
  new TopRefusal(15, 'Remote service error', subCode, subMsg)

/** Code 7 with the only Retry-After that TOP gives (protocols.md 1.5). */
export const appCallLimited = (seconds: number): TopRefusal =>
  new TopRefusal(
    7,
    'App Call Limited',
    'accesscontrol.limited-by-app-access-count',
    `This ban will last for ${seconds} more seconds`,
  )

export const invalidSession = (): TopRefusal =>
  new TopRefusal(27, 'Invalid session', 'session-expired', 'the session has expired')
