import { WMS } from '../../sandbox/credentials.ts'
import type { Logger } from '../server/logger.ts'
import { tellSandbox } from './tell-sandbox.ts'

/** Where the sandbox's 1688 and warehouse push to: here, as a shop's owner would set it on the platform's pages. */
export async function takeSandboxWebhooks(sandboxUrl: string, url: string, log: Logger): Promise<void> {
  const addresses = {
    ALIBABA_1688: `${url}/webhooks/alibaba_1688/sandbox`,
    QIMEN: `${url}/webhooks/qimen/${WMS.customerId}`,
  }
  for (const [platform, address] of Object.entries(addresses)) {
    try {
      await tellSandbox(sandboxUrl, 'webhooks', { platform, url: address })
    } catch (error) {
      log.warn({ err: error, platform }, 'the sandbox could not be told where to push')
    }
  }
}
