/** Refusals of 1688's gateway itself, with their HTTP status (protocols.md 3.3). */
export class AopRefusal extends Error {
  readonly status: 400 | 401
  readonly code: string

  constructor(status: 400 | 401, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const aopMissing = (name: string): AopRefusal =>
  new AopRefusal(400, 'gw.ParamMissing', `Required parameter(${name}) is missing`)

export const aopInvalid = (name: string): AopRefusal =>
  new AopRefusal(400, 'gw.ParamInvalid', `Parameter(${name}) is invalid`)

export const aopUnauthorized = (): AopRefusal => new AopRefusal(401, '401', 'Request need user authorized')

export const aopLimited = (): AopRefusal =>
  new AopRefusal(400, 'gw.QosAppFrequencyLimit', 'App call exceeds limited frequency')
