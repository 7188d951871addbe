export interface Order {
  readonly orderId: string;
  readonly price: number;
}
