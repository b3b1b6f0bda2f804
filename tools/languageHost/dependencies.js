// @ts-check
/** `GetProgramDependencies`: what `pulumi about` lists, read from package.json and what is really installed. */
const fs = require("node:fs");
const path = require("node:path");
const proto = require("@pulumi/pulumi/proto/language_pb");

/** @param {import("@pulumi/pulumi/proto/language_pb").GetProgramDependenciesRequest} request */
function programDependencies(request) {
  const root = packageRoot(request.getInfo()?.getProgramDirectory() || request.getPwd());
  const found = request.getTransitivedependencies()
    ? installedPackages(root)
    : directPackages(root);
  const response = new proto.GetProgramDependenciesResponse();
  response.setDependenciesList(
    Object.entries(found).map(([name, version]) => {
      const dependency = new proto.DependencyInfo();
      dependency.setName(name);
      dependency.setVersion(version);
      return dependency;
    }),
  );
  return response;
}

/**
 * The nearest folder upwards that holds a package.json.
 * @param {string} directory
 */
function packageRoot(directory) {
  for (let folder = directory; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "package.json"))) return folder;
    if (path.dirname(folder) === folder) return directory;
  }
}

/** @param {string} file */
function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
}

/**
 * @param {string} root
 * @returns {Record<string, string>}
 */
function directPackages(root) {
  const manifest = readJson(path.join(root, "package.json"));
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  const installed = installedPackages(root);
  return Object.fromEntries(
    Object.entries(wanted).map(([name, range]) => [name, installed[name] ?? range]),
  );
}

/**
 * @param {string} root
 * @returns {Record<string, string>}
 */
function installedPackages(root) {
  const lock = readJson(path.join(root, "node_modules", ".package-lock.json"));
  const packages = Object.entries(lock.packages ?? {}).map(([location, entry]) => [
    location.replace(/^node_modules\//, ""),
    /** @type {any} */ (entry).version ?? "",
  ]);
  return Object.fromEntries(packages.filter(([name]) => !name.includes("node_modules/")));
}

module.exports = { programDependencies };
