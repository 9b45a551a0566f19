import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../src/config/index.ts'
import { documentedVariables } from '../docs/support/documented-variables.ts'
import { filledIn, secondsOf } from './support/settings.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const text = readFileSync(resolve(ROOT, 'compose.yaml'), 'utf8')
const example = readFileSync(resolve(ROOT, 'deploy/env.example'), 'utf8')

interface Service {
  readonly image: string
  readonly build?: string
  readonly environment?: Record<string, string>
  readonly env_file?: string
  readonly stop_grace_period?: string
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly networks: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly depends_on?: Record<string, { readonly condition: string }>
  readonly deploy?: { readonly replicas: number }
}
const compose = parse(text, { merge: true, strict: true }) as {
  services: Record<'gateway' | 'worker' | 'proxy' | 'postgres' | 'redis', Service>
  networks: Record<string, { internal?: boolean } | null>
  volumes: Record<string, null>
}
const { gateway, worker, proxy, postgres, redis } = compose.services

it('has two gateways, a worker, a proxy, PostgreSQL and Redis, each with a look at its health', () => {
  expect(Object.keys(compose.services).sort()).toEqual(['gateway', 'postgres', 'proxy', 'redis', 'worker'])
  expect(gateway.deploy?.replicas).toBe(2)
  for (const service of [proxy, postgres, redis]) expect(service.healthcheck?.test[0]).toBe('CMD')
  // Gateways and workers have the one of the Dockerfile.
  for (const service of [gateway, worker]) {
    expect(service.build).toBe('.')
    expect(service.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    })
  }
})

it('starts the program with settings that it takes in production, once .env is filled in', () => {
  const env = filledIn(example)
  for (const service of [gateway, worker]) {
    expect(service.env_file).toBe('.env')
    const set = Object.fromEntries(
      Object.entries(service.environment ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{POSTGRES_PASSWORD:\?[^}]*\}/, 'abc123'),
      ]),
    )
    for (const name of Object.keys(set)) expect(documentedVariables().has(name), name).toBe(true)
    const config = readConfig({ ...env, ...set })
    expect(config).toMatchObject({
      production: true,
      role: service.environment?.ROLE,
      databaseUrl: 'postgresql://haitao:abc123@postgres:5432/haitao',
      redisUrl: 'redis://redis:6379',
      sandbox: { enabled: false },
    })
    const { stopDelayMs, drainMs } = config.connections
    const grace = 1_000 * secondsOf(service.stop_grace_period)
    expect(grace).toBeGreaterThan(stopDelayMs + drainMs + config.limits.executionMs)
  }
})

it('has no secret of its own, and shows nothing but the proxy', () => {
  expect(text).not.toMatch(/(PASSWORD|SECRET|KEY): (?!\$\{[A-Z_]+:\?)\S/)
  expect(example.match(/^[A-Z_]*(PASSWORD|SECRET|KEY|TOKEN)=.+$/gm)).toBeNull()
  for (const service of [gateway, worker, postgres, redis]) expect(service.ports).toBeUndefined()
  expect(proxy.ports).toEqual(['127.0.0.1:8080:8080'])
  for (const service of [postgres, redis]) expect(service.networks).toEqual(['back'])
  expect(compose.networks.back).toEqual({ internal: true })
  expect(readFileSync(resolve(ROOT, '.gitignore'), 'utf8').split('\n')).toContain('.env')
})

it('names images by version, volumes and files that are there', () => {
  for (const { image } of Object.values(compose.services)) expect(image).toMatch(/^[\w/-]+:\d[\w.-]*$/)
  const mounts = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes)
  expect(mounts.length).toBe(5)
  for (const mount of mounts) {
    const [source = ''] = mount.split(':')
    if (source.startsWith('.')) expect(existsSync(resolve(ROOT, source)), source).toBe(true)
    else expect(Object.keys(compose.volumes)).toContain(source)
  }
})

it('sends the proxy to the gateways: WebSockets go through, quiet connections stay, /metrics does not', () => {
  const nginx = readFileSync(resolve(ROOT, 'deploy/nginx/haitao-graph.conf'), 'utf8')
  expect(nginx).toContain('server gateway:4000 resolve;')
  expect(nginx).toMatch(/proxy_set_header Upgrade \$http_upgrade;/)
  expect(nginx).toMatch(/proxy_read_timeout 1h;/)
  expect(nginx).toMatch(/proxy_buffering off;/)
  expect(nginx).toMatch(/location = \/metrics \{ return 404; \}/)
  expect(nginx.split('{').length).toBe(nginx.split('}').length)
  expect(readConfig({ ...gateway.environment, DATABASE_URL: '' }).limits.trustedProxies).toBe(1)
})
