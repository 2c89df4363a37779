import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import CopyPlugin from "copy-webpack-plugin";
import HtmlPlugin from "html-webpack-plugin";
import webpack from "webpack";
import { licences } from "./tools/licences.mjs";

/** These load Fluent and React and may share chunks; the others are small and stand alone. */
const views = new Set(["taskpane", "portal"]);

/** What a page shows until a view takes its place, once that takes suspiciously long. */
const late = readFileSync(new URL("addin/late.html", import.meta.url), "utf8");

function page(name) {
  return new HtmlPlugin({
    template: `./addin/${name}.html`,
    filename: `${name}.html`,
    chunks: [name],
    scriptLoading: "defer",
    late,
  });
}

/** @param budgetBytes of scripts before the first paint; one more byte fails the build. */
function bundle({ name, entry, ecmaScript, budgetBytes, production, ...more }) {
  return {
    name,
    mode: production ? "production" : "development",
    target: ["web", ecmaScript],
    entry,
    output: {
      path: fileURLToPath(new URL("dist/addin", import.meta.url)),
      // Relative to the page: which path the server is below is known where it runs, not here.
      publicPath: "",
      // Everything under static/ carries its content in its name and may be cached for ever.
      filename: "static/[name].[contenthash].js",
      chunkFilename: "static/[name].[contenthash].js",
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
                target: ecmaScript,
                parser: { syntax: "typescript", tsx: true },
                transform: { react: { runtime: "automatic" } },
              },
            },
          },
        },
      ],
    },
    devtool: false,
    performance: production && {
      hints: "error",
      maxEntrypointSize: budgetBytes,
      maxAssetSize: budgetBytes,
    },
    cache: {
      type: "filesystem",
      cacheDirectory: fileURLToPath(new URL("node_modules/.cache/webpack", import.meta.url)),
      buildDependencies: { config: [fileURLToPath(import.meta.url)] },
    },
    stats: "errors-warnings",
    ...more,
    plugins: [
      ...Object.keys(entry).map(page),
      // Beside the bundles, not among them: readable sources are for us, not for every visitor.
      new webpack.SourceMapDevToolPlugin({ filename: "../maps/[file].map", append: false }),
      ...(more.plugins ?? []),
    ],
  };
}

export default (_env, { mode }) => {
  const production = mode !== "development";
  return [
    bundle({
      name: "pages",
      production,
      ecmaScript: "es2022",
      // The pane came to 590 kB (136 kB compressed) in a trial; above this, look what came in.
      budgetBytes: 800_000,
      entry: {
        taskpane: "./addin/taskpane.tsx",
        portal: "./addin/portal.tsx",
        redirect: "./addin/redirect.ts",
        relay: "./addin/relay.ts",
        help: "./addin/help.ts",
      },
      optimization: {
        splitChunks: {
          chunks: ({ name }) => name === null || name === undefined || views.has(name),
        },
      },
      plugins: [
        // Compiled ahead and kept compiled by the browser: chunks run their functions only after they
        // were loaded, so its cache would hold hardly any of them. After minimizing, which drops it.
        new webpack.BannerPlugin({
          banner: "//# allFunctionsCalledOnLoad",
          raw: true,
          stage: webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE + 1,
        }),
        new CopyPlugin({ patterns: [{ from: "addin/assets", to: "assets" }] }),
        licences(),
      ],
    }),
    bundle({
      name: "commands",
      production,
      // Classic Outlook runs this file in an engine that ends at ES2016: no async, no `?.`.
      ecmaScript: "es2016",
      budgetBytes: 20_000,
      // The manifest names the file, so its name never changes.
      entry: { commands: { import: "./addin/commands.ts", filename: "commands.js" } },
    }),
  ];
};
