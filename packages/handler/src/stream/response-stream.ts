/** The members of the runtime's response stream that the wrapper uses. */
export interface ResponseStream {
  write(chunk: string | Uint8Array, encoding?: string): boolean;
  end(chunk?: string | Uint8Array, encoding?: string): unknown;
  destroy(error?: Error): unknown;
  on(event: string, listener: () => void): unknown;
  /** Throws once something was written. */
  setContentType(type: string): void;
}
