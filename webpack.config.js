import { fileURLToPath } from "node:url";
import CopyPlugin from "copy-webpack-plugin";
import HtmlPlugin from "html-webpack-plugin";
import webpack from "webpack";

/** Bytes. The pane's first load was measured at 590 kB raw, 136 kB compressed; above this, look why. */
const entryBudget = 760_000;

/** These load Fluent and React and may share chunks; the others are small and stand alone. */
const views = new Set(["taskpane", "portal"]);

function page(name) {
  return new HtmlPlugin({
    template: `./addin/${name}.html`,
    filename: `${name}.html`,
    chunks: [name],
    scriptLoading: "defer",
  });
}

export default (_env, { mode }) => {
  const production = mode !== "development";
  return {
    mode: production ? "production" : "development",
    target: ["web", "es2022"],
    entry: {
      taskpane: "./addin/taskpane.tsx",
      portal: "./addin/portal.tsx",
      redirect: "./addin/redirect.ts",
      relay: "./addin/relay.ts",
      // The manifest names this file for classic Outlook, so its name never changes.
      commands: { import: "./addin/commands.ts", filename: "commands.js" },
    },
    output: {
      path: fileURLToPath(new URL("dist/addin", import.meta.url)),
      publicPath: "/",
      // Everything under static/ carries its content in its name and may be cached for ever.
      filename: "static/[name].[contenthash].js",
      chunkFilename: "static/[name].[contenthash].js",
      clean: true,
    },
    resolve: { extensions: [".tsx", ".ts", ".js"] },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          use: {
            loader: "swc-loader",
            options: {
              jsc: {
                target: "es2022",
                parser: { syntax: "typescript", tsx: true },
                transform: { react: { runtime: "automatic" } },
              },
            },
          },
        },
      ],
    },
    optimization: {
      splitChunks: {
        chunks: (chunk) => chunk.name === null || chunk.name === undefined || views.has(chunk.name),
      },
    },
    plugins: [
      ...["taskpane", "portal", "commands", "redirect", "relay"].map(page),
      new CopyPlugin({ patterns: [{ from: "addin/assets", to: "assets" }] }),
      // Beside the bundles, not among them: readable sources are for us, not for every visitor.
      new webpack.SourceMapDevToolPlugin({ filename: "../maps/[file].map", append: false }),
    ],
    devtool: false,
    performance: production
      ? { hints: "error", maxEntrypointSize: entryBudget, maxAssetSize: entryBudget }
      : false,
    cache: {
      type: "filesystem",
      cacheDirectory: fileURLToPath(new URL("node_modules/.cache/webpack", import.meta.url)),
      buildDependencies: { config: [fileURLToPath(import.meta.url)] },
    },
    stats: "errors-warnings",
  };
};
