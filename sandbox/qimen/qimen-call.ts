import type { SandboxState } from '../state/state.ts'
import { leaf, type XmlNode } from '../wire/xml-read.ts'
import { missingField, QimenRefusal } from './qimen-refusal.ts'

/** A verified call: the content of `<request>`. */
export interface QimenCall {
  body: XmlNode
  state: SandboxState
  now: Date
}

/** One method: returns the answer without flag, code and message. */
export type QimenMethod = (call: QimenCall) => Record<string, unknown>

/** A required leaf of a node; the refusal names it. */
export function need(node: XmlNode | undefined, name: string): string {
  const value = leaf(node, name)
  if (value === '') throw missingField(name)
  return value
}

/** A required whole number, not negative. */
export function count(node: XmlNode | undefined, name: string): number {
  const value = need(node, name)
  if (!/^\d{1,9}$/.test(value)) throw new QimenRefusal('S003', `字段${name}不是数量`)
  return Number(value)
}

/** A required warehouse code that this WMS runs. */
export function warehouse(call: QimenCall, node: XmlNode | undefined, name = 'warehouseCode'): string {
  const code = need(node, name)
  if (!call.state.warehouse.knows(code)) throw new QimenRefusal('S007', `仓库编码${code}不存在`)
  return code
}
