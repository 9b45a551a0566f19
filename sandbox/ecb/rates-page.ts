import type { Page } from '../http/serve.ts'
import { xmlReply } from '../http/wire-reply.ts'

const PATH = '/ecb/eurofxref-daily.xml'
const DAY_MS = 86_400_000

/** Units for one euro, about those of a day in 2026, in the order of the real table. */
const RATES: Readonly<Record<string, string>> = {
  USD: '1.1640',
  JPY: '181.95',
  CZK: '24.305',
  DKK: '7.4690',
  GBP: '0.8709',
  HUF: '381.75',
  PLN: '4.2415',
  SEK: '10.9765',
  CHF: '0.9312',
  NOK: '11.7420',
  AUD: '1.7674',
  BRL: '6.2071',
  CAD: '1.6250',
  CNY: '8.2782',
  HKD: '9.0540',
  IDR: '19385.42',
  INR: '104.0120',
  KRW: '1708.35',
  MXN: '21.2480',
  MYR: '4.8090',
  NZD: '2.0320',
  PHP: '68.390',
  SGD: '1.5025',
  THB: '37.3910',
  TRY: '49.4680',
  ZAR: '19.8215',
}

/** `/ecb/eurofxref-daily.xml`: a table like the European Central Bank's, of the last working day. */
export const ratesPage: Page = ({ path }, state) =>
  path === PATH ? xmlReply(tableOf(state.clock.now())) : undefined

function tableOf(now: Date): string {
  const lines = Object.entries(RATES).map(
    ([currency, rate]) => `\t\t\t<Cube currency='${currency}' rate='${rate}'/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
\t<Cube>
\t\t<Cube time='${lastWorkingDay(now)}'>
${lines.join('\n')}
\t\t</Cube>
\t</Cube>
</gesmes:Envelope>
`
}

/** As `2026-11-27`. */
function lastWorkingDay(now: Date): string {
  const weekend = [2, 0, 0, 0, 0, 0, 1][now.getUTCDay()] ?? 0
  return new Date(now.getTime() - weekend * DAY_MS).toISOString().slice(0, 10)
}
