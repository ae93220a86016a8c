import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { freePorts, kill, parentOf, programOf, until, type Processes, type Started } from './processes.ts';

/** Until a node that is silent counts as dead, in s. */
const SILENCE = 5;
/** Until a task of a dead node may start again, in s. */
const CREDENTIALS = 5;

/** A Slurm cluster on this machine: a controller, and nodes of two CPUs, at ports of its own. */
export class SlurmCluster {
  /** For programs that use it. */
  readonly environment: Record<string, string>;
  private readonly processes: Processes;
  private readonly directory: string;
  private readonly nodes = new Map<string, Started>();
  private controller: Started | undefined;

  private constructor(processes: Processes, directory: string) {
    this.processes = processes;
    this.directory = directory;
    this.environment = { SLURM_CONF: join(directory, 'slurm.conf') };
  }

  static async start(processes: Processes, names: readonly string[]): Promise<SlurmCluster> {
    const directory = join(processes.directory, 'slurm');
    mkdirSync(join(directory, 'state'), { recursive: true });
    // Munge wants to be reachable for all.
    for (const one of [processes.directory, directory]) chmodSync(one, 0o755);
    const cluster = new SlurmCluster(processes, directory);
    const [port, ...ports] = await freePorts(1 + names.length);
    writeFileSync(cluster.environment['SLURM_CONF'], configuration(directory, port, names, ports));
    await cluster.startMunge();
    cluster.startController();
    for (const name of names) cluster.startNode(name);
    await cluster.untilUp(names.length);
    return cluster;
  }

  startController(): void {
    this.controller = this.processes.start('slurmctld', ['-D', '-i'], this.environment);
  }

  async killController(): Promise<void> {
    this.controller?.process.kill('SIGKILL');
    await this.controller?.ended;
  }

  startNode(name: string): void {
    this.nodes.set(name, this.processes.start('slurmd', ['-D', '-N', name], this.environment));
  }

  /** Ends a node as a power cut does: its daemon, and its tasks with what watches them. @returns how many tasks ran there */
  async killNode(name: string): Promise<number> {
    const node = this.nodes.get(name);
    node?.process.kill('SIGKILL');
    const tasks = this.processes.having(`SLURMD_NODENAME=${name}`);
    const watchers = tasks.map(parentOf).filter((pid) => programOf(pid) === 'slurmstepd');
    [...watchers, ...tasks].forEach(kill);
    await node?.ended;
    return tasks.length;
  }

  async untilUp(count: number): Promise<void> {
    await until(
      `${count} idle nodes`,
      async () => {
        const { stdout, ended } = this.processes.start(
          'sinfo',
          ['-h', '-N', '-o', '%N %t'],
          this.environment,
        );
        await ended;
        return (stdout().match(/ (idle|mix|alloc)$/gm) ?? []).length === count;
      },
      60,
    ).catch((error: unknown) => {
      const outputs = [this.controller, ...this.nodes.values()].map((one) => one?.output().slice(-2000));
      throw new Error(`${String(error)}\n${outputs.join('\n')}`);
    });
  }

  log(): string {
    return readFileSync(join(this.directory, 'slurmctld.log'), 'utf8');
  }

  private async startMunge(): Promise<void> {
    const at = (name: string): string => join(this.directory, name);
    writeFileSync(at('munge.key'), randomBytes(1024), { mode: 0o400 });
    const munged = this.processes.start('munged', [
      ...['--foreground', '--force', `--socket=${at('munge.socket')}`, `--key-file=${at('munge.key')}`],
      ...[
        `--pid-file=${at('munge.pid')}`,
        `--seed-file=${at('munge.seed')}`,
        `--log-file=${at('munge.log')}`,
      ],
    ]);
    const tried = async (): Promise<boolean> =>
      (await this.processes.start('munge', ['-n', `--socket=${at('munge.socket')}`]).ended) === 0;
    await until('munge', tried, 10).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${munged.output()}`);
    });
  }
}

function configuration(
  directory: string,
  port: number,
  names: readonly string[],
  ports: readonly number[],
): string {
  const nodes = names.map(
    (name, index) =>
      `NodeName=${name} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${ports[index]} CPUs=2 State=UNKNOWN`,
  );
  // With IPv6 on, names of IPv4 are resolved on a machine whose only interface is the loopback, too.
  return `ClusterName=test
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${port}
CommunicationParameters=EnableIPv6
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${directory}/munge.socket,cred_expire=${CREDENTIALS}
StateSaveLocation=${directory}/state
SlurmdSpoolDir=${directory}/spool-%n
SlurmctldPidFile=${directory}/slurmctld.pid
SlurmdPidFile=${directory}/slurmd-%n.pid
SlurmctldLogFile=${directory}/slurmctld.log
SlurmdLogFile=${directory}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SlurmdTimeout=${SILENCE}
ReturnToService=2
MaxArraySize=101
${nodes.join('\n')}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}
