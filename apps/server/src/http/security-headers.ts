import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Headers of every answer: the page runs our scripts only and talks to us and to the store only. */
export async function registerSecurityHeaders(
  app: FastifyInstance,
  origins: { readonly publicUrl: string; readonly store: string },
): Promise<void> {
  const isSecure = origins.publicUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // positions of menus and widths of bars are inline styles
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", origins.store],
        connectSrc: ["'self'", origins.store],
        frameSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    hsts: isSecure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
  });
}
