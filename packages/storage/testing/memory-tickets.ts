import type { Ticket, TicketCatalog, TicketPurpose } from '../src/ports/ticket-catalog.ts';

/** Tickets in memory: the reference model of the port. */
export function createMemoryTickets(): TicketCatalog {
  const tickets = new Map<string, Ticket>();
  const living = (token: string, purpose: TicketPurpose, now: Date) => {
    const ticket = tickets.get(token);
    return ticket?.purpose === purpose && ticket.expiresAt > now ? ticket : null;
  };
  return {
    async issue(draft) {
      const token = `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', '');
      tickets.set(token, draft);
      return token;
    },

    async find(token, purpose, now) {
      return living(token, purpose, now);
    },

    async redeem(token, purpose, now) {
      const ticket = living(token, purpose, now);
      if (ticket) tickets.delete(token);
      return ticket;
    },

    async sweep(now) {
      const expired = [...tickets].filter(([, ticket]) => ticket.expiresAt <= now);
      for (const [token] of expired) tickets.delete(token);
      return expired.length;
    },
  };
}
