# Tributary on a configuration file:
#   docker build -t tributary .
#   docker run -p 4000:4000 -v "$PWD/tributary.yaml:/etc/tributary/tributary.yaml:ro" --env-file secrets.env tributary
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional ones are a Node of their own for npm scripts: the image has its own.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
LABEL org.opencontainers.image.title="Tributary" \
      org.opencontainers.image.description="One GraphQL endpoint over a company's CRM, support desk and payments APIs" \
      org.opencontainers.image.licenses="MIT"
# PORT wins over the configuration file, so that the health check knows it.
ENV NODE_ENV=production PORT=4000
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY schema schema
COPY src src
# The embedded database (`store.folder`), where the file names no PostgreSQL: keep it on a volume.
RUN mkdir .tributary && chown node:node .tributary
VOLUME /app/.tributary
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/cli/tributary.ts", "serve", "--config", "/etc/tributary/tributary.yaml"]
