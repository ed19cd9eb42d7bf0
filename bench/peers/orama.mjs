// Orama as one of the engines.

import { made } from "./made.mjs";

export const { name, version, build, script, artefacts } = made("Orama", "orama", "@orama/orama");
