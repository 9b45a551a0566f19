import { type ExecutionArgs, getOperationAST } from 'graphql'
import type { Admission } from '../limits/admission.ts'
import { isKeepable } from './keepable.ts'
import type { Recording } from './recording.ts'

/** Notes what to cache with an answer; false when answers of this document are not cached. */
export function noteKeepable(
  recording: Recording,
  admission: Pick<Admission, 'pointsOf'>,
  asked: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>,
): boolean {
  if (!isKeepable(asked.schema, asked.document)) return false
  recording.points = admission.pointsOf(asked)
  recording.operation = getOperationAST(asked.document, asked.operationName)?.name?.value
  return true
}
