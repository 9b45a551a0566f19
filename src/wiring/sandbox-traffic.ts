import type { SandboxState } from '../../sandbox/index.ts'
import { startTraffic } from '../../sandbox/traffic.ts'
import { signToken } from '../auth/tokens.ts'
import type { Config } from '../config/index.ts'
import { ENDPOINT } from '../server/endpoint.ts'
import type { Logger } from '../server/logger.ts'
import type { Lifetime } from './lifetime.ts'

/** The sandbox's shops are lived in: goods are sold and counted there, and by a till at the gateway. */
export function startSandboxTraffic(
  config: Config,
  state: SandboxState,
  gatewayUrl: string,
  log: Logger,
  life: Lifetime,
): void {
  const { auth } = config
  if (!config.sandbox.traffic || config.role === 'worker' || auth.kind !== 'secret') return
  const [issuer] = auth.issuers
  const traffic = startTraffic({
    state,
    gatewayUrl: `${gatewayUrl}${ENDPOINT}`,
    token: () =>
      signToken(auth.secret, { role: 'worker', subject: 'sandbox-till', ttlSeconds: 3600, issuer }),
    log: (line) => log.debug(line),
  })
  life.onStop('traffic', () => traffic.stop())
}
