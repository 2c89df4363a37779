# The product as one image: docker build -t sync-to-erp .
# How to run it, with what volumes and limits: docs/operations.md.

# The build needs the developers' tools; nothing of them comes into the image.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json webpack.config.js manifest.xml ./
COPY tools ./tools
COPY server ./server
COPY addin ./addin
RUN npm run build

# The libraries of the server alone.
FROM node:20-bookworm-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=3001
WORKDIR /app
COPY --from=libraries /app/node_modules ./node_modules
COPY --from=build /app/dist/server ./dist/server
COPY --from=build /app/dist/addin ./dist/addin
COPY package.json manifest.xml LICENSE ./
# The account that the image brings along: no root, no shell needed, nothing of the program is its own.
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 3001
# A restart is for a process that hangs; whether it can take requests says /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Without npm in between, which would keep the signal to stop from the server.
CMD ["node", "dist/server/main.js"]
