import { spawn } from 'node:child_process'
import { z } from 'zod'

/** What `npm audit` says, judged. `unexplained` are titles with their addresses. */
export type AdvisoryVerdict =
  | { readonly kind: 'clean'; readonly packages: number }
  | { readonly kind: 'explained'; readonly explained: readonly string[] }
  | { readonly kind: 'found'; readonly unexplained: readonly string[] }
  /** The registry gave no answer: there is nothing to report. */
  | { readonly kind: 'no answer'; readonly why: string }

const Advisory = z.object({ title: z.string(), url: z.string(), severity: z.string() })
const Report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), via: z.array(z.union([z.string(), Advisory])) }),
  ),
  metadata: z.object({ dependencies: z.object({ total: z.number() }) }),
})
const Failure = z.object({ message: z.string() })

/** An advisory counts as explained when the page names its address or its id (GHSA-…). */
export function judge(json: string, page: string): AdvisoryVerdict {
  const parsed = parse(json)
  const report = Report.safeParse(parsed)
  if (!report.success) {
    const failure = Failure.safeParse(parsed)
    return {
      kind: 'no answer',
      why: failure.success ? withoutAddress(failure.data.message) : 'npm said nothing',
    }
  }
  const found = new Map<string, string>()
  for (const { name, via } of Object.values(report.data.vulnerabilities))
    for (const one of via)
      if (typeof one !== 'string') found.set(one.url, `${name}: ${one.title} (${one.severity}, ${one.url})`)
  if (found.size === 0) return { kind: 'clean', packages: report.data.metadata.dependencies.total }
  const isExplained = (url: string) => page.includes(url.split('/').at(-1) ?? url)
  const unexplained = [...found].filter(([url]) => !isExplained(url)).map(([, title]) => title)
  return unexplained.length > 0
    ? { kind: 'found', unexplained }
    : { kind: 'explained', explained: [...found.values()] }
}

/** Runs npm; returns its output for any exit code. */
export async function askNpm(): Promise<string> {
  const npm = spawn('npm', ['audit', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  npm.stdout.on('data', (part: Buffer) => {
    text += part
  })
  return new Promise((resolve) => {
    npm.once('error', () => resolve(''))
    npm.once('close', () => resolve(text))
  })
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

const withoutAddress = (message: string) => message.replace(/https?:\/\/\S+/g, 'the registry')
