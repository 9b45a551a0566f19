// npm run pictures makes the pictures of storefront and console in docs/images: what their tests saw, in the seed's shop.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

/** Name in docs/images, and that of the test's screenshot. */
const PICTURES = {
  operator: 'operator-overview',
  'operator-reconciliation': 'operator-reconciliation',
  storefront: 'storefront-grid',
  'storefront-order': 'storefront-order',
  'storefront-phone': 'storefront-phone-dark-zh',
} as const

const SCREENSHOTS = await mkdtemp(join(tmpdir(), 'pictures-'))
try {
  const tests = ['test/clients/storefront.test.ts', 'test/clients/operator.test.ts']
  const { status } = spawnSync('vitest', ['run', ...tests], {
    stdio: 'inherit',
    env: { ...process.env, SCREENSHOTS },
  })
  if (status !== 0) throw new Error('a test of the pages failed: the pictures stay as they were')
  for (const [picture, name] of Object.entries(PICTURES))
    await sharp(join(SCREENSHOTS, `${name}.png`))
      .png({ palette: true, compressionLevel: 9 })
      .toFile(`docs/images/${picture}.png`)
} finally {
  await rm(SCREENSHOTS, { recursive: true, force: true })
}
