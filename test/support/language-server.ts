import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE } from '../../api/disk-library.ts';

const SERVER = join(PACKAGE, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');

/** No schemas but those that files name themselves, so that nothing is fetched. */
const SETTINGS = {
  yaml: {
    validate: true,
    completion: true,
    hover: true,
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
  },
};

interface Message {
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

/** Lines and columns from 1, as messages of ukperf have them. */
export interface Place {
  line: number;
  column: number;
}

export interface Diagnostic extends Place {
  message: string;
}

export interface Completion {
  label: string;
  /** Text of the description. */
  documentation: string;
}

/** A client of yaml-language-server, the program behind YAML in editors: messages over standard input and output. */
export class LanguageServer {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly diagnostics = new Map<string, (found: Diagnostic[]) => void>();
  private buffer = Buffer.alloc(0);
  private requests = 0;

  constructor() {
    this.process = spawn(process.execPath, [SERVER, '--stdio'], { stdio: 'pipe' });
    this.process.stdout.on('data', (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      this.takeMessages();
    });
  }

  async start(): Promise<void> {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(PACKAGE).href,
      capabilities: {
        workspace: { configuration: true },
        textDocument: { completion: { completionItem: { documentationFormat: ['plaintext'] } } },
      },
    });
    this.send({ method: 'initialized', params: {} });
  }

  /** Opens a text as a file of the package; gives what the server has against it, in the order of the lines. */
  open(file: string, text: string): Promise<Diagnostic[]> {
    const uri = uriOf(file);
    return new Promise((resolve) => {
      this.diagnostics.set(uri, resolve);
      const textDocument = { uri, languageId: 'yaml', version: 1, text };
      this.send({ method: 'textDocument/didOpen', params: { textDocument } });
    });
  }

  /** What the server offers at a place of an open file. */
  async complete(file: string, place: Place): Promise<Completion[]> {
    const { items } = (await this.request('textDocument/completion', at(file, place))) as {
      items: { label: string; documentation?: string | { value: string } }[];
    };
    return items.map(({ label, documentation = '' }) => ({ label, documentation: plain(documentation) }));
  }

  /** What the server says of the word at a place of an open file. */
  async hover(file: string, place: Place): Promise<string> {
    const answer = (await this.request('textDocument/hover', at(file, place))) as {
      contents: string | { value: string };
    } | null;
    return answer === null ? '' : plain(answer.contents);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    await this.request('shutdown', null);
    this.send({ method: 'exit' });
    await ended;
  }

  private request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.requests;
    return new Promise((resolve, reject) => {
      this.answers.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      this.send({ id, method, params });
    });
  }

  private send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private takeMessages(): void {
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.toString('ascii', 0, end))?.[1]);
      const next = end + 4 + length;
      if (this.buffer.length < next) return;
      const message = JSON.parse(this.buffer.toString('utf8', end + 4, next)) as Message;
      this.buffer = this.buffer.subarray(next);
      this.take(message);
    }
  }

  private take(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) this.answers.get(Number(id))?.(message);
    else if (method === 'workspace/configuration') {
      const { items } = params as { items: { section: string }[] };
      const result = items.map(({ section }) => (SETTINGS as Record<string, unknown>)[section] ?? {});
      this.send({ id: id!, result });
    } else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as {
        uri: string;
        diagnostics: { message: string; range: { start: { line: number; character: number } } }[];
      };
      const found = diagnostics.map(({ message: text, range: { start } }) => ({
        line: start.line + 1,
        column: start.character + 1,
        message: text,
      }));
      this.diagnostics.get(uri)?.(found.sort((left, right) => left.line - right.line));
    } else if (id !== undefined) this.send({ id, result: null });
  }
}

const uriOf = (file: string): string => pathToFileURL(join(PACKAGE, file)).href;

const at = (file: string, { line, column }: Place): object => ({
  textDocument: { uri: uriOf(file) },
  position: { line: line - 1, character: column - 1 },
});

const plain = (text: string | { value: string }): string => (typeof text === 'string' ? text : text.value);
