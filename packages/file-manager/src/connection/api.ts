import type { AppRouter } from '@dawg/api/app-router';
import { createTRPCReact } from '@trpc/react-query';

/** The server's procedures as hooks. Only hooks know it; components do not. */
export const api = createTRPCReact<AppRouter>();
