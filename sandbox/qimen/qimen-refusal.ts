/**
 * A refused Qimen call. `TOP60` is the platform's for a bad request (signature, routing, customerId, XML);
 * any other code is the warehouse's own (protocols.md 4.3).
 */
export class QimenRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export const badRequest = (message: string): QimenRefusal => new QimenRefusal('TOP60', message)

export const missingField = (name: string): QimenRefusal => new QimenRefusal('S003', `字段${name}不能为空`)
