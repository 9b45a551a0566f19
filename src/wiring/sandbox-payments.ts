import { SANDBOX_PROVIDER } from '../config/index.ts'
import type { Logger } from '../server/logger.ts'
import { tellSandbox } from './tell-sandbox.ts'

/** Path and query of the sandbox's page where customers of a storefront pay. */
export const SANDBOX_PAYMENT_PAGE = '/pay/shop?order={order}&amount={amount}&currency={currency}'

/** Tells the sandbox's payment page where this gateway takes events of payments, and how they are signed. */
export async function takeSandboxPayments(
  sandboxUrl: string,
  url: string,
  secret: string,
  log: Logger,
): Promise<void> {
  try {
    await tellSandbox(sandboxUrl, 'payments', {
      url: `${url}/webhooks/payment/${SANDBOX_PROVIDER}`,
      provider: SANDBOX_PROVIDER,
      secret,
    })
  } catch (error) {
    log.warn({ err: error }, 'the sandbox could not be told where payments are taken')
  }
}
