# Production image of gateway and worker. There is no build: Node runs the TypeScript files as they are; only the
# Prisma client is generated, by `npm ci`.
#
#   docker build -t haitao-graph .
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY client-examples/storefront/package.json client-examples/storefront/
COPY client-examples/operator/package.json client-examples/operator/
COPY client-examples/mobile-stock/package.json client-examples/mobile-stock/
COPY prisma prisma
COPY scripts/generate.ts scripts/
RUN npm ci --omit=dev --workspaces=false && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=dependencies /app/src/store/generated src/store/generated
COPY package.json ./
COPY prisma prisma
COPY schema schema
COPY scripts scripts
COPY seed seed
COPY sandbox sandbox
COPY src src
# The program writes nothing but files below MEDIA_FOLDER, when no bucket is set: its data are in PostgreSQL and Redis.
RUN mkdir /media && chown node:node /media
USER node
EXPOSE 4000
# 503 of /readyz while it stops or a part is away is no reason to kill it: /healthz says that the process answers.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which would stand between it and SIGTERM.
CMD ["node", "--max-semi-space-size=16", "src/main.ts"]
