/** A call that JD's gateway refuses. Codes are strings, and texts come in two languages (protocols.md 2.3, 2.4). */
export class JdRefusal extends Error {
  readonly code: string
  readonly zh: string

  constructor(code: string, zh: string, en: string) {
    super(en)
    this.code = code
    this.zh = zh
  }
}

export const jdAppCallLimited = (): JdRefusal =>
  new JdRefusal('2', '限制时间内调用失败次数', 'App Call Limited')

export const jdInvalidToken = (): JdRefusal =>
  new JdRefusal('19', '无效的access_token', 'Invalid access_token')

/** A parameter of `360buy_param_json` that is missing or wrong; code 43 is the gateway's for bad arguments. */
export const jdBadParam = (name: string): JdRefusal =>
  new JdRefusal('43', `系统处理错误：参数${name}无效`, `Invalid arguments:${name}`)
