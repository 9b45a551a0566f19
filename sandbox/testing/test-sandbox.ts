import { type Sandbox, type SandboxOptions, SandboxState, startSandbox } from '../index.ts'
import { smallGoods } from './small-catalogue.ts'

/** A sandbox on a free port with the small catalogue. */
export function startTestSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ port: 0, state: new SandboxState(options.now, smallGoods()), ...options })
}
