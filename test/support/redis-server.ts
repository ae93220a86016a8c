import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, until, type Processes, type Started } from './processes.ts';

/** A Redis server at a port of its own that writes down what it is told. */
export class RedisServer {
  /** For programs that use it. */
  readonly environment: Record<string, string>;
  private readonly processes: Processes;
  private readonly port: number;
  private server: Started | undefined;

  private constructor(processes: Processes, port: number) {
    this.processes = processes;
    this.port = port;
    this.environment = { UKPERF_REDIS_URL: `redis://127.0.0.1:${port}`, UKPERF_REDIS_PASSWORD: PASSWORD };
  }

  static async start(processes: Processes): Promise<RedisServer> {
    const [port] = await freePorts(1);
    const server = new RedisServer(processes, port);
    await server.startAgain();
    return server;
  }

  async startAgain(): Promise<void> {
    const directory = join(this.processes.directory, `redis-${this.port}`);
    mkdirSync(directory, { recursive: true });
    this.server = this.processes.start('redis-server', [
      ...['--port', String(this.port), '--bind', '127.0.0.1', '--dir', directory, '--requirepass', PASSWORD],
      ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
    ]);
    await until('redis', async () => (await this.ask('ping')) === 'PONG', 20);
  }

  async kill(): Promise<void> {
    this.server?.process.kill('SIGKILL');
    await this.server?.ended;
  }

  /** For BullMQ in the test itself. */
  connection(): { port: number; password: string } {
    return { port: this.port, password: PASSWORD };
  }

  /** What the server answers to a command. */
  async ask(...words: string[]): Promise<string> {
    const asked = this.processes.start('redis-cli', ['-p', String(this.port), ...words], {
      REDISCLI_AUTH: PASSWORD,
    });
    await asked.ended;
    return asked.stdout().trim();
  }
}

const PASSWORD = 'a secret';
