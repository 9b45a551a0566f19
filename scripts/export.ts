// npm run export -- --query FILE --format csv|ndjson [--variables FILE] [--out FILE] [--url URL] [--token TOKEN]
// npm run export -- --form catalogue [--out FILE] [--url URL] [--token TOKEN]
import { SingleBar } from 'cli-progress'
import { ExportError, readOptions, USAGE } from './export/options.ts'
import { Interrupted, type Reporter, runExport } from './export/run.ts'

const stopping = new AbortController()
process.once('SIGINT', () => stopping.abort(new Error('Stopped.')))

const say = (text: string) => process.stderr.write(`${text}\n`)

/** A bar on a terminal, nothing elsewhere: standard output may be the export itself, so it goes to standard error. */
function reporter(): Reporter & { end(): void } {
  let bar: SingleBar | null = null
  return {
    begin(total) {
      if (!process.stderr.isTTY) return
      const format =
        total === null
          ? ' {value} rows'
          : ' {bar} {percentage} %  {value} of {total} rows  {eta_formatted} to go'
      bar = new SingleBar({
        format,
        stream: process.stderr,
        clearOnComplete: false,
        barsize: 30,
        hideCursor: true,
      })
      bar.start(total ?? 0, 0)
    },
    at: (rows) => bar?.update(rows),
    wait: (seconds, why) => say(`${bar ? '\n' : ''}${why} Asking again in ${seconds} s.`),
    end: () => bar?.stop(),
  }
}

const report = reporter()
try {
  const options = readOptions(process.argv.slice(2))
  if (!options) process.stdout.write(`${USAGE}\n`)
  else {
    const { rows, pages } = await runExport(options, report, { signal: stopping.signal })
    report.end()
    say(
      `${rows} rows in ${pages} ${pages === 1 ? 'page' : 'pages'}${options.out ? `, in ${options.out}` : ''}`,
    )
  }
} catch (error) {
  report.end()
  process.exitCode = 1
  if (error instanceof Interrupted)
    say(`${error.message}\n${error.rows} rows are written. Go on with: --after ${error.after}`)
  else if (error instanceof ExportError) say(`${error.message}\n\nnpm run export -- --help`)
  else if (stopping.signal.aborted) say('Stopped before the first page.')
  else throw error
}
