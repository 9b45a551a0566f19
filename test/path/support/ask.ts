export interface AnswerError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: Record<string, unknown>
}

/** What came back over HTTP. `data` is what the test says it is: it asserts on it. */
export interface Answer<Data> {
  readonly status: number
  readonly data: Data
  readonly errors: readonly AnswerError[]
}

export interface Question {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
  readonly authorization?: string | undefined
}

/** One operation by POST. */
export async function ask<Data>(url: string, { authorization, ...body }: Question): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(authorization && { authorization }),
    },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as { data: Data; errors?: AnswerError[] }
  return { status: response.status, data: answer.data, errors: answer.errors ?? [] }
}

/** The data of an answer that has no error. */
export function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (errors.length > 0) throw new Error(`expected no error, got ${JSON.stringify(errors)}`)
  return data
}
