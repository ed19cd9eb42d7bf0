// An empty index of Orama with its Arabic stemmer, for the builder and for the page.

import { create } from "@orama/orama";
import { language, stemmer } from "@orama/stemmers/arabic";

export const empty = () =>
  create({
    schema: { title: "string", text: "string" },
    components: { tokenizer: { language, stemming: true, stemmer } },
  });
