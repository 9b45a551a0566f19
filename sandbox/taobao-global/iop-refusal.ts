/** Refusals of Taobao Global's gateway: names for codes, and a class of who is at fault (purchasing.md 1.3, 1.5). */
export class IopRefusal extends Error {
  readonly code: string
  readonly type: 'SYSTEM' | 'ISV' | 'ISP'

  constructor(code: string, message: string, type: 'SYSTEM' | 'ISV' | 'ISP' = 'ISV') {
    super(message)
    this.code = code
    this.type = type
  }
}

export const iopMissing = (name: string): IopRefusal =>
  new IopRefusal('MissingParameter', `The required parameter ${name} is missing`)

export const iopInvalid = (name: string): IopRefusal =>
  new IopRefusal('InvalidParameter', `The parameter ${name} is invalid`)

export const iopInvalidToken = (): IopRefusal =>
  new IopRefusal('IllegalAccessToken', 'The specified access token is invalid or expired', 'SYSTEM')

export const iopLimited = (): IopRefusal =>
  new IopRefusal('AppCallLimit', 'api access frequency exceeds the limit', 'SYSTEM')
