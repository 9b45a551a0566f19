import { readFileSync } from 'node:fs'

/** Node's own options with which `npm start` runs the gateway. Ours is measured with them, others with Node's defaults. */
export function nodeFlagsOf(contender: string): string[] {
  if (!contender.startsWith('ours')) return []
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const flags = /^node (.*)src\/main\.ts$/.exec(scripts.start)
  if (!flags?.[1]) throw new Error('package.json: "start" does not run src/main.ts')
  return flags[1].split(' ').filter(Boolean)
}
