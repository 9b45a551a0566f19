import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig } from '../../src/config/index.ts'
import { documentedVariables } from '../docs/support/documented-variables.ts'
import { valueFor } from './support/settings.ts'

const FOLDER = resolve(import.meta.dirname, '../../deploy/kubernetes')

interface Probe {
  readonly periodSeconds?: number
  readonly failureThreshold?: number
  readonly httpGet: { readonly path: string; readonly port: string }
}
interface Container {
  readonly image: string
  readonly env: readonly { readonly name: string; readonly value: string }[]
  readonly envFrom: readonly object[]
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[]
  readonly startupProbe: Probe
  readonly readinessProbe: Probe
  readonly livenessProbe: Probe
  readonly resources: object
  readonly securityContext: object
}
interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly annotations?: Record<string, string>
  }
  // Fields differ by kind: each test reads those of its own.
  readonly spec: Record<string, never> & {
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: PodSpec }
    readonly selector: { readonly matchLabels: object }
  }
  readonly data?: Record<string, string>
  readonly stringData?: Record<string, string>
}
interface PodSpec {
  readonly terminationGracePeriodSeconds: number
  readonly securityContext: object
  readonly containers: readonly Container[]
}

const manifests = globSync('*.yaml', { cwd: FOLDER })
  .filter((file) => file !== 'kustomization.yaml')
  .flatMap((file) =>
    parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8'), { strict: true, uniqueKeys: true }).map(
      (document) => {
        if (document.errors.length > 0) throw new Error(`${file}: ${document.errors.join()}`)
        return document.toJS() as Manifest
      },
    ),
  )
const one = (kind: string, name: string) => {
  const found = manifests.filter((each) => each.kind === kind && each.metadata.name === name)
  expect(found.length, `${kind} ${name}`).toBe(1)
  return found[0] as Manifest
}
const settings = one('ConfigMap', 'haitao-graph').data ?? {}
const secrets = one('Secret', 'haitao-graph').stringData ?? {}

it('are listed in kustomization.yaml, each with the API of its kind', () => {
  const { resources } = parse(readFileSync(join(FOLDER, 'kustomization.yaml'), 'utf8')) as {
    resources: string[]
  }
  const files = globSync('*.yaml', { cwd: FOLDER }).filter((file) => file !== 'kustomization.yaml')
  // The example is copied to secret.yaml, which Git ignores.
  expect([...resources].sort()).toEqual(files.map((file) => file.replace('secret.example', 'secret')).sort())
  expect(existsSync(join(FOLDER, 'secret.example.yaml'))).toBe(true)
  expect(Object.fromEntries(manifests.map(({ kind, apiVersion }) => [kind, apiVersion]))).toEqual({
    ConfigMap: 'v1',
    Deployment: 'apps/v1',
    HorizontalPodAutoscaler: 'autoscaling/v2',
    Ingress: 'networking.k8s.io/v1',
    Namespace: 'v1',
    NetworkPolicy: 'networking.k8s.io/v1',
    PodDisruptionBudget: 'policy/v1',
    Secret: 'v1',
    Service: 'v1',
  })
})

describe.each(['gateway', 'worker'] as const)('the deployment of the %s', (role) => {
  const { spec } = one('Deployment', role)
  const pod = spec.template.spec
  const container = pod.containers[0] as Container

  it('runs the program with settings that it takes, once the secret is filled in', () => {
    const own = Object.fromEntries(container.env.map(({ name, value }) => [name, value]))
    const filled = Object.fromEntries(Object.keys(secrets).map((name) => [name, valueFor(name)]))
    const env = { ...settings, ...filled, ...own }
    for (const name of Object.keys(env)) expect(documentedVariables().has(name), name).toBe(true)
    expect(container.envFrom).toEqual([
      { configMapRef: { name: 'haitao-graph' } },
      { secretRef: { name: 'haitao-graph' } },
    ])
    expect(readConfig(env)).toMatchObject({ production: true, role, sandbox: { enabled: false } })
  })

  it('asks the right addresses whether it lives and wants traffic', () => {
    const port = container.ports[0]
    // The image's PORT.
    expect(port).toEqual({ name: 'http', containerPort: 4000 })
    for (const probe of [container.startupProbe, container.livenessProbe])
      expect(probe.httpGet).toEqual({ path: '/healthz', port: 'http' })
    expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' })
  })

  it('selects its own pods, without rights', () => {
    expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels)
    expect(spec.selector.matchLabels).toEqual({ app: 'haitao-graph', role })
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(container.resources).toMatchObject({ requests: {}, limits: {} })
  })

  it('is given the time that a stop takes', () => {
    const { limits, connections } = readConfig({
      ...settings,
      DATABASE_URL: valueFor('DATABASE_URL'),
      ENCRYPTION_KEY: valueFor('ENCRYPTION_KEY'),
      AUTH_JWKS_URL: valueFor('URL'),
    })
    const { stopDelayMs, drainMs } = connections
    const before = role === 'gateway' ? stopDelayMs + drainMs : 0
    expect(1_000 * pod.terminationGracePeriodSeconds).toBeGreaterThan(before + limits.executionMs)
    // Two looks at /readyz that fail take a pod out.
    const { periodSeconds = 0, failureThreshold = 0 } = container.readinessProbe
    if (role === 'gateway') expect(stopDelayMs).toBeGreaterThan(1_000 * periodSeconds * failureThreshold)
  })
})

it('service, scaling and disruption budget mean the gateways', () => {
  const labels = { app: 'haitao-graph', role: 'gateway' }
  expect(one('Service', 'gateway').spec).toEqual({
    selector: labels,
    ports: [{ name: 'http', port: 80, targetPort: 'http' }],
  })
  expect(one('HorizontalPodAutoscaler', 'gateway').spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'gateway' },
    minReplicas: 2,
  })
  expect(one('Deployment', 'gateway').spec).not.toHaveProperty('replicas')
  expect(one('PodDisruptionBudget', 'gateway').spec).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: labels },
  })
})

it('the ingress leaves subscriptions open and shows neither probes nor metrics', () => {
  const { metadata, spec } = one('Ingress', 'gateway')
  const annotation = (name: string) => metadata.annotations?.[`nginx.ingress.kubernetes.io/${name}`]
  // More than the gateway's own end of idle connections.
  const { idleMs } = readConfig({}).connections
  for (const name of ['proxy-read-timeout', 'proxy-send-timeout'])
    expect(1_000 * Number(annotation(name))).toBeGreaterThan(idleMs ?? Number.POSITIVE_INFINITY)
  expect(annotation('proxy-buffering')).toBe('off')
  const [rule] = spec.rules as unknown as { http: { paths: { path: string; backend: object }[] } }[]
  expect(rule?.http.paths.map(({ path }) => path)).toEqual([
    '/graphql',
    '/media',
    '/uploads',
    '/webhooks',
    '/oauth',
  ])
  for (const { backend } of rule?.http.paths ?? [])
    expect(backend).toEqual({ service: { name: 'gateway', port: { name: 'http' } } })
})

it('the network policy is for all pods of ours, and lets them reach PostgreSQL, Redis and the outside', () => {
  const { spec } = one('NetworkPolicy', 'haitao-graph')
  expect(spec).toMatchObject({
    podSelector: { matchLabels: { app: 'haitao-graph' } },
    policyTypes: ['Ingress', 'Egress'],
  })
  const egress = spec.egress as unknown as { ports: { port: number }[] }[]
  expect(egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53, 5432, 6379, 443, 465])
})

it('the secret holds no secret', () => {
  expect(Object.keys(secrets).length).toBeGreaterThan(4)
  expect(Object.values(secrets).filter((value) => value !== '')).toEqual([])
  expect(
    Object.keys(settings).filter((name) => /SECRET|PASSWORD|KEY|DATABASE_URL|REDIS_URL/.test(name)),
  ).toEqual([])
})
