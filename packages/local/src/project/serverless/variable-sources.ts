import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import type { Account } from "../../config/account.ts";
import { Unevaluable } from "../cloudformation/unevaluable.ts";
import { parseTemplate } from "../document/parse-document.ts";
import type { Positions } from "../document/positions.ts";
import { isMembers, membersOf, type TemplateMembers } from "../document/values.ts";
import type { VariableSource } from "./variable-text.ts";

/** Resolves the variables in values that sources refer to. */
export interface Resolver {
  resolve(value: unknown): unknown;
}

/** The places that variables are looked up in. */
export interface SourceParts {
  readonly config: TemplateMembers;
  readonly folder: string;
  readonly positions: Positions;
  readonly account: Account;
  readonly stage: string;
  /** Values for `${opt:NAME}` and `${param:NAME}`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The sources of variables of a serverless.yml. */
export class VariableSources {
  readonly #parts: SourceParts;
  readonly #files = new Map<string, unknown>();

  constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  /** Returns the value of a source; undefined where it has none. */
  find({ type, parameter, address = "" }: VariableSource, resolver: Resolver): unknown {
    const { config, stage, account, parameters } = this.#parts;
    switch (type) {
      case "self":
        return follow(config, address, resolver);
      case "opt":
        return { stage, region: account.region, ...parameters }[address];
      case "env":
        return process.env[address] ?? this.#dotEnv()[address];
      case "sls":
        return { stage, instanceId: "local", requestId: "local" }[address];
      case "aws":
        return { accountId: account.accountId, region: account.region }[address];
      case "param":
        return this.#parameter(address, resolver);
      case "file":
        return follow(this.#file(parameter ?? ""), address, resolver);
      case "strToBool":
        return /^(?:true|1)$/i.test(parameter ?? "");
      default:
        // A value in an account, which may have a default after it.
        return undefined;
    }
  }

  #parameter(name: string, resolver: Resolver): unknown {
    const { config, stage, parameters } = this.#parts;
    if (Object.hasOwn(parameters, name)) return parameters[name];
    const { params, stages } = config;
    const places = [
      membersOf(membersOf(membersOf(stages)[stage]).params),
      membersOf(membersOf(params)[stage]),
      membersOf(membersOf(membersOf(stages).default).params),
      membersOf(membersOf(params).default),
    ];
    const place = places.find((each) => name in each);
    return place === undefined ? undefined : follow(place, name, resolver);
  }

  #file(path: string): unknown {
    const file = resolve(this.#parts.folder, path.replace(/^~/, process.env.HOME ?? "~"));
    if (!this.#files.has(file)) this.#files.set(file, this.#read(file));
    return this.#files.get(file);
  }

  #read(file: string): unknown {
    if (!existsSync(file)) return undefined;
    if (/\.(?:ya?ml|json|tfstate)$/.test(file))
      return parseTemplate(readFileSync(file, "utf8"), file, this.#parts.positions);
    if (!/\.[cm]?[jt]s$/.test(file)) return readFileSync(file, "utf8").trim();
    // The project's own code, as the framework runs it: an object, or functions that return one.
    const loaded: unknown = createRequire(file)(file);
    return called(isMembers(loaded) && "default" in loaded ? loaded.default : loaded, file);
  }

  /** The variables of the files that `useDotenv` reads. */
  #dotEnv(): Readonly<Record<string, string | undefined>> {
    const { config, folder, stage } = this.#parts;
    if (config.useDotenv !== true) return {};
    const files = [".env", `.env.${stage}`]
      .map((name) => join(folder, name))
      .filter((file) => existsSync(file));
    return Object.assign({}, ...files.map((file) => parseEnv(readFileSync(file, "utf8"))));
  }
}

function called(exported: unknown, file: string): unknown {
  if (typeof exported === "function") return settled(exported(), file);
  if (!isMembers(exported)) return exported;
  return Object.fromEntries(
    Object.entries(exported).map(([name, value]) => [
      name,
      typeof value === "function" ? settled(value(), file) : value,
    ]),
  );
}

function settled(value: unknown, file: string): unknown {
  if (value instanceof Promise) throw new Unevaluable(`${file} has a function that answers later`);
  return value;
}

/** Follows the names in `provider.environment.NAME`, or an index in `list.0`; variables on the way are resolved. */
function follow(value: unknown, address: string, resolver: Resolver): unknown {
  let found = value;
  for (const name of address === "" ? [] : address.split(".")) {
    const owner = typeof found === "string" ? resolver.resolve(found) : found;
    if (!isMembers(owner) && !Array.isArray(owner)) return undefined;
    found = Object.hasOwn(owner, name) ? Reflect.get(owner, name) : undefined;
  }
  return found;
}
