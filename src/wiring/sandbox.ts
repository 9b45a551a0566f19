import { CREDENTIALS, startSandbox } from '../../sandbox/index.ts'
import { stableNumber } from '../../sandbox/state/ids.ts'
import type { SandboxState } from '../../sandbox/state/state.ts'
import { ConfigError } from '../config/index.ts'
import type { Logger } from '../server/logger.ts'
import type { SeedAccount } from '../store/seed/options.ts'
import type { Lifetime } from './lifetime.ts'

export interface OpenSandbox {
  readonly url: string
  /** Null when another process runs it already: that one makes the traffic, too. */
  readonly state: SandboxState | null
}

/** The sandbox's shops as it names them itself, by the seed's shop key: linking one again finds the seeded shop. */
export const SANDBOX_ACCOUNTS: Readonly<Record<string, SeedAccount>> = {
  [CREDENTIALS.TAOBAO.shop]: account(CREDENTIALS.TAOBAO, (shop) => String(stableNumber(shop))),
  [CREDENTIALS.JD.shop]: account(CREDENTIALS.JD, (shop) => shop),
  [CREDENTIALS.ALIBABA_1688.shop]: account(CREDENTIALS.ALIBABA_1688, (shop) => `b2b-${shop}`),
}

function account(
  { shop, token }: { readonly shop: string; readonly token: string },
  idOf: (shop: string) => string,
): SeedAccount {
  return { externalShopId: idOf(shop), accessToken: token, refreshToken: `${token}-refresh` }
}

/**
 * Starts the sandbox next to the gateway. When another gateway of this machine runs one on the port already,
 * that one serves both.
 * @throws ConfigError when something else has the port
 */
export async function openSandbox(
  host: string,
  port: number,
  log: Logger,
  life: Lifetime,
): Promise<OpenSandbox> {
  try {
    const sandbox = await startSandbox({ host, port, log: (line) => log.debug(line) })
    life.onStop('sandbox', () => sandbox.stop())
    return { url: sandbox.url, state: sandbox.state }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    const url = `http://${host}:${port}`
    if (await isSandbox(url)) return { url, state: null }
    throw new ConfigError(
      `Port ${port} of ${host} is taken by another program: set SANDBOX_PORT to another one, or SANDBOX=off.`,
    )
  }
}

async function isSandbox(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/_control/calls`, { signal: AbortSignal.timeout(2_000) })
    return answer.ok && Array.isArray(((await answer.json()) as { calls?: unknown }).calls)
  } catch {
    return false
  }
}
