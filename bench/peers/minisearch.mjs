// MiniSearch as one of the engines.

import { made } from "./made.mjs";

export const { name, version, build, script, artefacts } = made("MiniSearch", "minisearch", "minisearch");
