import { existsSync, globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')

/** Instructions of the Dockerfile, continued lines joined. */
const instructions = read('Dockerfile')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }))
const all = (name: string) => instructions.filter((each) => each.name === name).map(({ rest }) => rest)
const finalStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'))

/** What runs in the image: the program, and the commands for those who operate it. */
const COMMANDS = 'scripts/{doctor,backup,restore,rotate-keys,verify-ledger,support/*,doctor/**/*}.ts'
const program = globSync(['{src,schema,seed,sandbox}/**/*.ts', COMMANDS], { cwd: ROOT }).filter(
  (file) => !/\.test(-kit)?\.ts$|\/testing\//.test(file),
)
const imports = program.flatMap((file) =>
  [...read(file).matchAll(/^(?:import|export) (?!type )(?:[\w\s*{},]+ from )?['"]([^'"]+)['"]/gm)].map(
    ([, name = '']) => ({
      file,
      name,
    }),
  ),
)

it('copies what is there and not left out, from an image with the Node of .nvmrc', () => {
  expect(all('FROM').length).toBe(2)
  for (const from of all('FROM')) expect(from).toMatch(new RegExp(`^node:${read('.nvmrc').trim()}-`))
  const leftOut = read('.dockerignore').split('\n')
  const sources = all('COPY')
    .filter((copy) => !copy.startsWith('--from'))
    .flatMap((copy) => copy.split(' ').slice(0, -1))
  expect(sources.length).toBeGreaterThan(10)
  for (const source of sources) {
    expect(existsSync(resolve(ROOT, source)), source).toBe(true)
    expect(leftOut).not.toContain(source)
  }
  for (const secret of ['.env', '.git', '.data']) expect(leftOut).toContain(secret)
})

it('copies every folder that the program imports from', () => {
  const copied = finalStage
    .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1))
  const folders = new Set(
    imports
      .filter(({ name }) => name.startsWith('.'))
      .map(({ file, name }) => resolve('/', file, '..', name).split('/')[1]),
  )
  expect([...folders].sort()).toEqual(['sandbox', 'schema', 'scripts', 'seed', 'src'])
  for (const folder of [...folders, 'prisma']) expect(copied).toContain(folder)
})

it('needs no development dependency: what the program imports is in `dependencies`', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  const packages = imports
    .filter(
      ({ name }) => !name.startsWith('.') && !name.startsWith('node:') && !builtinModules.includes(name),
    )
    .map(({ file, name }) => ({ file, name: /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name }))
  expect(new Set(packages.map(({ name }) => name)).size).toBeGreaterThan(15)
  expect(packages.filter(({ name }) => !Object.hasOwn(dependencies, name))).toEqual([])
  expect(all('RUN').join()).toContain('npm ci --omit=dev')
})

it('runs as a user without rights, stops at SIGTERM, and says that it lives', () => {
  const names = finalStage.map(({ name }) => name)
  expect(finalStage.find(({ name }) => name === 'USER')?.rest).toBe('node')
  expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('COPY'))
  const [command] = all('CMD')
  const words = JSON.parse(command ?? '[]') as string[]
  expect(words[0]).toBe('node')
  // As `npm start`, which is what everybody tries.
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } }
  expect(words.join(' ')).toBe(scripts.start)
  expect(all('HEALTHCHECK')[0]).toContain('/healthz')
})
