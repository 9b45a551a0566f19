// The import table of docs/architecture.md as rules. `npm run check` fails when one is broken.
const SELF = (folder) => `^${folder}/`
const GENERATED = '^src/store/generated/'

/** A folder may import itself, npm packages, Node, and the listed paths; nothing else of ours. */
function only(name, from, allowed, extra = {}) {
  return {
    name,
    severity: 'error',
    from: { path: from, pathNot: ['\\.test\\.ts$', ...(extra.fromNot ?? [])] },
    to: { path: '^(src|schema|sandbox|seed|client-examples|bench|test)/', pathNot: [...allowed] },
  }
}

const PORTS = '^src/connectors/[^/]+\\.ts$'
/** A module's one door: the graph names the types of what it offers. */
const DOORS = '^src/(catalogue|media)/index\\.ts$'
const STORE = ['^src/store/(?!generated/)']

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only('domain-imports-nothing', SELF('src/domain'), [SELF('src/domain')]),
    only('config', SELF('src/config'), [SELF('src/config'), '^src/domain/']),
    only('connector-ports', PORTS, [PORTS, '^src/domain/']),
    {
      name: 'connector-not-a-sibling',
      severity: 'error',
      from: { path: '^src/connectors/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(src|schema|sandbox|seed)/',
        pathNot: ['^src/connectors/$1/', PORTS, '^src/domain/'],
      },
    },
    only('store', SELF('src/store'), [SELF('src/store'), '^src/domain/', '^seed/']),
    ...['media', 'catalogue', 'inventory', 'orders', 'alerts'].map((name) =>
      only(`use-case-${name}`, SELF(`src/${name}`), [
        SELF(`src/${name}`),
        '^src/domain/',
        ...STORE,
        PORTS,
        DOORS,
      ]),
    ),
    only('sync', SELF('src/sync'), [
      SELF('src/sync'),
      '^src/domain/',
      ...STORE,
      '^src/catalogue/',
      '^src/inventory/',
      '^src/orders/',
      PORTS,
    ]),
    only('realtime', SELF('src/realtime'), [SELF('src/realtime'), '^src/domain/', '^src/store/outbox']),
    only('loaders', SELF('src/loaders'), [SELF('src/loaders'), '^src/domain/', ...STORE, PORTS]),
    only('auth', SELF('src/auth'), [SELF('src/auth'), '^src/domain/']),
    {
      name: 'schema-type-not-a-sibling',
      severity: 'error',
      from: { path: '^schema/types/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(src|schema|sandbox|seed)/',
        pathNot: ['^schema/[^/]+\\.ts$', '^src/domain/', DOORS],
      },
    },
    {
      name: 'schema-root',
      comment: 'builder and context may name the types of what the context carries, never their values',
      severity: 'error',
      from: { path: '^schema/[^/]+\\.ts$', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(src|sandbox|seed)/',
        pathNot: ['^src/domain/', DOORS, GENERATED, '^src/(store/analytics|store/sync-watch|realtime/hub)'],
      },
    },
    only('server', SELF('src/server'), [
      SELF('src/server'),
      '^schema/',
      '^src/realtime/',
      '^src/loaders/',
      '^src/auth/',
      '^src/sync/',
      '^src/domain/',
      DOORS,
    ]),
    only('sandbox-talks-over-the-wire', SELF('sandbox'), [SELF('sandbox'), '^seed/']),
    only('seed-imports-nothing', SELF('seed'), [SELF('seed')]),
    only('client-examples-talk-over-the-wire', SELF('client-examples'), [SELF('client-examples')]),
    {
      name: 'prisma-only-in-the-store',
      severity: 'error',
      from: { pathNot: ['^src/store/', '^schema/(builder|context)\\.ts$'] },
      to: { path: ['@prisma/(client|adapter-pg)', GENERATED] },
    },
    {
      name: 'only-the-app-wires',
      severity: 'error',
      from: { pathNot: ['^src/app\\.ts$', '^src/wiring/', '\\.test\\.ts$'] },
      to: { path: '^src/wiring/' },
    },
    {
      name: 'nobody-imports-the-app',
      severity: 'error',
      from: { pathNot: ['^src/(main|greeting)\\.ts$', '^test/', '\\.test\\.ts$', '^bench/', '^scripts/'] },
      to: { path: '^src/app\\.ts$' },
    },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { path: '^(src|schema|sandbox|seed)/', pathNot: '\\.test\\.ts$' },
      to: { path: '(^test/|\\.test\\.ts$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/store/generated/', '^client-examples/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
