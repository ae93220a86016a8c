import type { Chart } from '../charts/chart.ts';
import type { Entry } from '../provenance.ts';
import type { Table } from '../table.ts';

/** A part of a report, in whatever form it is written. */
export type Block =
  | { kind: 'text'; markdown: string }
  | { kind: 'heading'; id: string; text: string }
  | { kind: 'table'; title: string; table: Table }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'provenance'; entries: readonly Entry[] };

export interface Section {
  id: string;
  title: string;
  blocks: readonly Block[];
}

/** A report, in whatever form it is written. */
export interface Report {
  title: string;
  /** What it is about, in a sentence or two. */
  lead: string;
  sections: readonly Section[];
}

export const text = (markdown: string): Block => ({ kind: 'text', markdown });
export const heading = (id: string, words: string): Block => ({ kind: 'heading', id, text: words });
export const table = (title: string, content: Table): Block => ({ kind: 'table', title, table: content });
export const charts = (list: readonly Chart[]): Block[] => list.map((chart) => ({ kind: 'chart', chart }));
