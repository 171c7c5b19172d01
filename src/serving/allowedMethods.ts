import type { FastifyInstance } from 'fastify';

/**
 * Which methods an address has: what a refusal of any other one has to say.
 *
 * Routes are noted as they are added, so it is to be called before them.
 *
 * @returns a function of an address; no methods where it leads nowhere.
 */
export function allowedMethods(app: FastifyInstance): (url: string) => readonly string[] {
  const routes: { readonly form: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ form: formOf(url), methods: [method].flat() });
  });
  return (url) => {
    const [path = ''] = url.split('?', 1);
    const found = routes.filter(({ form }) => form.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  };
}

/** `/v1/models/:name::predict` → `/v1/models/`, anything without slash and colon, `:predict`; `*` → anything. */
function formOf(url: string): RegExp {
  const parts = url.split(/(::|:\w+(?:\([^)]*\))?|\*)/);
  const form = parts.map((part) => {
    if (part === '*') return '.*';
    if (part === '::') return ':';
    return part.startsWith(':') ? '[^/:]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${form.join('')}$`);
}
