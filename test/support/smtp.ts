import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'

interface ReceivedMail {
  readonly to: string
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
}

export interface TestSmtp {
  readonly url: string
  readonly mails: readonly ReceivedMail[]
  /** Recipients that begin so are refused from now on. */
  refuse(prefix: string): void
  stop(): Promise<void>
}

/** Speaks as much SMTP (RFC 5321) as is needed to take mails, on a free loopback port. */
export async function startSmtp(): Promise<TestSmtp> {
  const mails: ReceivedMail[] = []
  let refused: string | null = null
  const server = createServer((socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`)
    let to = ''
    let data: string[] | null = null
    socket.on('error', () => {})
    createInterface({ input: socket }).on('line', (line) => {
      if (data) {
        if (line !== '.') return void data.push(line.replace(/^\./, ''))
        mails.push(mailOf(to, data))
        data = null
        return say('250 taken')
      }
      const command = line.toUpperCase()
      if (command.startsWith('RCPT TO:')) {
        to = /<(.*)>/.exec(line)?.[1] ?? ''
        return say(refused !== null && to.startsWith(refused) ? '550 no such mailbox' : '250 ok')
      }
      if (command === 'DATA') {
        data = []
        return say('354 go on')
      }
      if (command === 'QUIT') {
        say('221 bye')
        return void socket.end()
      }
      say('250 ok')
    })
    say('220 test')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuse(prefix) {
      refused = prefix
    },
    async stop() {
      server.close()
      await once(server, 'close')
    },
  }
}

function mailOf(to: string, lines: readonly string[]): ReceivedMail {
  const blank = lines.indexOf('')
  const headers = new Map<string, string>()
  for (const line of lines.slice(0, blank)) {
    const [name = '', ...value] = line.split(':')
    headers.set(name.toLowerCase(), value.join(':').trim())
  }
  const body = lines.slice(blank + 1).join('\n')
  const encoding = headers.get('content-transfer-encoding')
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? unquote(body)
        : body
  return { to, headers, text }
}

function unquote(body: string): string {
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
