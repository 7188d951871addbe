interface Event {
  readonly name: string;
}

export const handler = async ({ name }: Event): Promise<string> => `hello ${name}`;
