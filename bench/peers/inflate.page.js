// The gzipped index of an engine, inflated in the page.

export async function inflate() {
  const { body } = await fetch("index.gz");
  return new Response(body.pipeThrough(new DecompressionStream("gzip")));
}
