/**
 * The same values, each asked for while the one before is worked on: a platform answers while the database writes.
 * At most one value is read in vain when the reader stops early.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const values = source[Symbol.asyncIterator]()
  const ask = () => {
    const asked = values.next()
    // A failure surfaces when the reader gets there, not before.
    asked.catch(() => {})
    return asked
  }
  let coming = ask()
  try {
    for (;;) {
      const { done, value } = await coming
      if (done) return
      coming = ask()
      yield value
    }
  } finally {
    await coming.catch(() => {})
    await values.return?.()
  }
}
