# The service as an image; it is built from a checkout, and needs nothing of it afterwards:
#
#   docker build -t os-server-groups .
#   docker run --name groups -p 127.0.0.1:8774:8774 -v groups:/data os-server-groups
#   docker exec groups cat /data/token

FROM node:24-bookworm-slim AS build
WORKDIR /build
# First what names the packages alone, so that they are installed again only when these change.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --workspaces=false
COPY . .
RUN npm run build -- --only service

# The packages that the service runs with, in the versions of the lock file. The package carries what it needs of Swagger UI.
FROM node:24-bookworm-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --workspaces=false --omit=dev --omit=optional \
  && rm -rf node_modules/swagger-ui-dist node_modules/@scarf

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=packages /packages/node_modules ./node_modules
COPY --from=build /build/dist/package ./
# The volume is made of this folder, with its owner.
RUN install -d -o node -g node -m 700 /data
# On its default, loopback, nothing outside of the container would reach the service. Who does is decided by what publishes the
# port, and by the tokens: OSG_AUTH=noauth is refused here.
ENV OSG_HOST=0.0.0.0 \
  OSG_STORE=sqlite:/data/server-groups.db \
  OSG_TOKENS_FILE=/data/tokens.json
USER node
VOLUME /data
EXPOSE 8774
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.OSG_PORT || 8774) + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/os-server-groups.mjs"]
CMD ["serve"]
