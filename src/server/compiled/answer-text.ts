const ignore = () => {}

/** Text of an answer in the making, with places for what is still to come. */
export class AnswerText {
  text = ''
  #parts: (string | Promise<string>)[] | null = null

  /** Leaves a place here; `write` fills it with what the promise gives. */
  wait<Value>(value: PromiseLike<Value>, write: (out: AnswerText, value: Value) => void): void {
    const part = Promise.resolve(value).then((given) => {
      const out = new AnswerText()
      write(out, given)
      return out.end()
    })
    // Looked at by `end`, which is not reached when a sibling field fails.
    part.catch(ignore)
    this.#parts ??= []
    this.#parts.push(this.text, part)
    this.text = ''
  }

  /** All of it; rejects with the first failure of what was waited for. */
  end(): string | Promise<string> {
    if (!this.#parts) return this.text
    return Promise.all([...this.#parts, this.text]).then((parts) => parts.join(''))
  }
}
