import nodemailer from 'nodemailer'

const TIMEOUT_MS = 15_000

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Id of the delivery: mail readers show the same one once. */
  readonly deliveryId: string
}

export interface MailSender {
  /** Null when the server took it, else what went wrong, in words. */
  send(mail: Mail, signal: AbortSignal): Promise<string | null>
  close(): void
}

/** E-mail over the SMTP server of the configuration. @param url smtp: or smtps:, with user and password if it needs them */
export function mailSender({ url, from }: { readonly url: string; readonly from: string }): MailSender {
  const limits = {
    dnsTimeout: TIMEOUT_MS,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  }
  const transport = nodemailer.createTransport({ url, ...limits })
  return {
    async send({ to, subject, text, deliveryId }, signal) {
      const aborted = Promise.withResolvers<never>()
      const onAbort = () => aborted.reject(signal.reason)
      signal.addEventListener('abort', onAbort, { once: true })
      try {
        const sent = transport.sendMail({
          from,
          to,
          subject,
          text,
          messageId: `<${deliveryId}@haitao-graph>`,
          headers: { 'auto-submitted': 'auto-generated' },
        })
        // The library can't be interrupted: a stop does not wait for it.
        await Promise.race([sent, aborted.promise])
        return null
      } catch (error) {
        if (signal.aborted) throw error
        return error instanceof Error ? error.message : 'no answer'
      } finally {
        signal.removeEventListener('abort', onAbort)
      }
    },
    close: () => transport.close(),
  }
}
