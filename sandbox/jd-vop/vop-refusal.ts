/** A business refusal of JD VOP, with its result code (purchasing.md 2.4). Both generations send the same codes. */
export class VopRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Wrong or missing parameters: a code of the 1xxx family, whose exact numbers are not known. */
export const vopBadParam = (name: string): VopRefusal => new VopRefusal('1001', `参数错误：${name}`)
