import type { JSX } from 'preact';

/** Something went wrong; said at once. */
export function Problem({ message }: { message: string | undefined }): JSX.Element {
  return (
    <div role="alert" class={message === undefined ? undefined : 'problem'}>
      {message}
    </div>
  );
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
