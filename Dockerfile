# One image for every role; what a container does is its command:
#   node apps/ingress/build/src/main.js                  push in, reply or job out (the default)
#   node apps/worker/build/src/main.js                   job in, profile or suggestion out
#   node apps/session/build/src/main.js                  pages that know their follower
#   node apps/wechat/build/src/main.js                   the command line
#   node packages/played-wechat/build/src/main.js        WeChat, played, for whoever has no account yet
# Health is asked for in docker-compose.yml, because each role has a port of its own.
ARG NODE_IMAGE=node:24-bookworm-slim

# The package files come first: what npm installs is kept until one of them changes, whatever happens to the sources.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/ingress/package.json apps/ingress/
COPY apps/session/package.json apps/session/
COPY apps/wechat/package.json apps/wechat/
COPY apps/worker/package.json apps/worker/
COPY packages/account-api/package.json packages/account-api/
COPY packages/accounts/package.json packages/accounts/
COPY packages/follower-store/package.json packages/follower-store/
COPY packages/handlers/package.json packages/handlers/
COPY packages/jobs/package.json packages/jobs/
COPY packages/played-wechat/package.json packages/played-wechat/
COPY packages/service/package.json packages/service/
COPY packages/webhooks/package.json packages/webhooks/
COPY packages/wechat-core/package.json packages/wechat-core/

FROM manifests AS build
# --include-workspace-root: the compiler is a development dependency of the root.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --include=dev --include-workspace-root -w apps/ingress -w apps/session -w apps/wechat -w apps/worker -w packages/played-wechat
COPY tsconfig.base.json ./
COPY apps apps
COPY packages packages
# By its path: tap brings a TypeScript of its own, and which of the two is node_modules/.bin/tsc varies.
# What runs is the .js alone; declarations, maps and build records stay behind.
RUN node node_modules/typescript/bin/tsc -b apps/ingress apps/session apps/wechat apps/worker packages/played-wechat \
    && mkdir /output \
    && find apps packages -path '*/build/src/*.js' -not -path '*/node_modules/*' -exec cp --parents -t /output {} +

FROM manifests AS production-dependencies
# The workspaces are symbolic links in node_modules, to folders that the last stage has in the same places.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev -w apps/ingress -w apps/session -w apps/wechat -w apps/worker -w packages/played-wechat \
    && rm package.json package-lock.json .npmrc

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="wechat-pipeline" \
      org.opencontainers.image.description="Event pipeline for WeChat Official Accounts: ingress, worker, session and a played WeChat" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
# All of it belongs to root and nothing of it needs to be written: the file system may be read-only.
COPY --from=production-dependencies /app ./
COPY --from=build /output ./
USER node
CMD ["node", "apps/ingress/build/src/main.js"]
