import type { Order } from "./order.ts";

export const inCents = ({ price }: Order): number => Math.round(price * 100);
